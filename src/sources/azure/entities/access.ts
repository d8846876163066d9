import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { isFields } from "../../fields.ts";
import { folded, foldedText } from "../records/body.ts";
import { automationColumns } from "../names/arm-id.ts";
import { about, detail, extractors, whoseTarget } from "./extractor.ts";
import type { Call } from "./extractor.ts";

/*
 * What an automation can reach or weaken through the control plane: keys of storage accounts, machines, network rules, public
 * containers, and the telemetry that would have shown it:
 * https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/list-keys
 * https://learn.microsoft.com/en-us/azure/virtual-machines/run-command
 * https://learn.microsoft.com/en-us/rest/api/monitor/diagnostic-settings
 */

export const accessEntities = extractors({
  // Reading keys that exist is reading a secret; only new keys are a new credential.
  storage_keys: (call) => ({ ...target(call, "storage_account"), traits: ["secret_read"] }),
  storage_key_made: (call) => ({ ...target(call, "storage_account"), traits: whoseTarget(call.envelope, call.resource?.id ?? null) }),
  exported_disk: (call) => ({ ...target(call, "disk"), traits: ["bulk_read"] }),
  machine: (call) => ({ ...target(call, "machine"), traits: ["compute_started"] }),
  machine_command: (call) => ({ ...target(call, "machine"), traits: ["remote_code"] }),
  network_rule: networkRule,
  public_container: publicContainer,
  diagnostic_setting: diagnosticSetting,
  telemetry_deleted: (call) => ({ ...target(call, call.resource?.type.split("/").at(-1) ?? "telemetry"), traits: ["logging_weakened"] }),
  detector: detector,
});

function target(call: Call, type: string): Entities {
  return { targetId: call.resource?.id ?? null, targetType: type, detail: about(call).detail ?? {} };
}

const ANYWHERE = new Set(["*", "internet", "0.0.0.0/0", "any", "::/0"]);

/** A rule of a security group, or a whole group with its rules, that lets the world in. */
function networkRule(call: Call): Entities {
  const own = folded(call.request, "properties");
  const listed = folded(own, "securityRules");
  const rules = Array.isArray(listed) ? listed.map((rule) => folded(rule, "properties")) : [own];
  const isOpen = rules.some(
    (rule) =>
      foldedText(rule, "access")?.toLowerCase() === "allow" &&
      foldedText(rule, "direction")?.toLowerCase() === "inbound" &&
      ANYWHERE.has(foldedText(rule, "sourceAddressPrefix")?.toLowerCase() ?? ""),
  );
  return { ...target(call, "security_group"), traits: isOpen ? ["public"] : [] };
}

function publicContainer(call: Call): Entities {
  const access = foldedText(call.request, "properties", "publicAccess")?.toLowerCase();
  return { ...target(call, "container"), traits: access === "blob" || access === "container" ? ["public"] : [] };
}

/** The setting of a subscription exports the Activity Log itself; others, the logs of one resource. */
function diagnosticSetting(call: Call): Entities {
  const host = call.resource?.id.split("/providers/microsoft.insights/")[0] ?? "";
  const isActivityLog = /^\/subscriptions\/[^/]+$/.test(host);
  const traits: readonly Trait[] = /\/delete$/i.test(call.envelope.op) || logsNothing(call) ? ["logging_weakened"] : [];
  return {
    ...automationColumns(call.automation),
    targetId: call.resource?.id ?? null,
    targetType: isActivityLog ? "trail" : "diagnostic_setting",
    traits,
    detail: detail({ host }),
  };
}

/** A setting that is kept with all its logs switched off. */
function logsNothing(call: Call): boolean {
  const logs = folded(call.request, "properties", "logs");
  return Array.isArray(logs) && logs.length > 0 && logs.filter(isFields).every((log) => folded(log, "enabled") === false);
}

/** A plan of Defender for Cloud set to the free tier, or alerts suppressed. */
function detector(call: Call): Entities {
  const tier = foldedText(call.request, "properties", "pricingTier");
  const isWeaker = call.envelope.op.includes("Suppression") || tier?.toLowerCase() === "free";
  return {
    ...target(call, "detector"),
    traits: isWeaker ? ["detector_weakened"] : [],
    detail: detail({ tier, plan: call.resource?.name }),
  };
}
