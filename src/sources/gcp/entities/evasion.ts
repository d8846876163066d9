import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { flagAt, listAt, textAt, textsAt, valueAt } from "../../fields.ts";
import { at, detail, extractors, text } from "./extractor.ts";
import type { Call } from "./extractor.ts";

/*
 * Logging and detection weakened: https://cloud.google.com/logging/docs/audit-logging,
 * https://cloud.google.com/logging/docs/audit/configure-data-access,
 * https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks/patch
 */

export const evasionEntities = extractors({
  log_route: logRoute,
  audit_config: auditConfig,
  flow_logs: flowLogs,
  disabled_service: disabledService,
  org_policy: orgPolicy,
});

function named(call: Call): string | null {
  return (
    text(call.request, "sinkName") ??
    text(call.request, "name") ??
    (call.resourceName === "" ? text(call.request, "parent") : call.resourceName)
  );
}

/** Sinks carry logs out, exclusions and buckets decide what is kept. */
function logRoute(call: Call): Entities {
  const { op } = call.envelope;
  const sink = at(call.request, "sink");
  // An update repeats the whole sink; its mask says what is new in it.
  const narrowed = listAt(sink, "exclusions").length > 0 && /exclusions|filter/.test(maskOf(call));
  const disabled = flagAt(sink, "disabled") === true || narrowed;
  const exclusion = op.endsWith("Exclusion") && !op.startsWith("Delete") && flagAt(at(call.request, "exclusion"), "disabled") !== true;
  const weakened = /^Delete(Sink|Bucket|Link|Log|View)$/.test(op) || disabled || exclusion;
  const redirected = op === "UpdateSink" && !weakened;
  return {
    targetId: named(call),
    targetType: "trail",
    traits: weakened ? ["logging_weakened"] : redirected ? ["logging_redirected"] : [],
    detail: detail({
      destination: text(sink, "destination"),
      filter: text(sink, "filter") ?? text(at(call.request, "exclusion"), "filter"),
    }),
  };
}

function maskOf(call: Call): string {
  const mask = at(call.request, "updateMask");
  return typeof mask === "string" ? mask : textsAt(mask, "paths").join(",");
}

/** Data Access logs are switched by the project's policy. Switching more of them on weakens nothing. */
function auditConfig(call: Call): Entities {
  const deltas = listAt(at(call.payload, "serviceData", "policyDelta", "auditConfigDeltas"));
  const removed = deltas.filter((delta) => textAt(delta, "action") === "REMOVE");
  const exempted = deltas.filter((delta) => textAt(delta, "action") === "ADD" && text(delta, "exemptedMember") !== null);
  const traits: readonly Trait[] = removed.length + exempted.length > 0 ? ["logging_weakened"] : [];
  const services = [...removed, ...exempted].map((delta) => `${textAt(delta, "service") ?? ""} ${text(delta, "logType") ?? ""}`.trim());
  return {
    targetId: call.resourceName === "" ? call.envelope.account : call.resourceName,
    targetType: "trail",
    traits,
    detail: detail({ services: services.join(",").slice(0, 300) }),
  };
}

function flowLogs(call: Call): Entities {
  const off = flagAt(call.request, "enableFlowLogs") === false || flagAt(valueAt(call.request, "logConfig"), "enable") === false;
  return {
    targetId: call.resourceName === "" ? null : call.resourceName,
    targetType: "network_log",
    traits: off ? ["logging_weakened"] : [],
  };
}

const WATCHING = /securitycenter|logging|monitoring|websecurityscanner|containeranalysis|cloudasset|accesscontextmanager/;

function disabledService(call: Call): Entities {
  const service = text(call.request, "name") ?? call.resourceName;
  return {
    targetId: service,
    targetType: "service",
    traits: WATCHING.test(service) ? ["detector_weakened"] : [],
  };
}

/** Guard rails of the organisation; findings muted so that nobody sees them. */
function orgPolicy(call: Call): Entities {
  const policy = at(call.request, "policy");
  const enforced = listAt(at(policy, "spec"), "rules").some((rule) => flagAt(rule, "enforce") === true || flagAt(rule, "denyAll") === true);
  const weakened = !enforced || call.envelope.op.startsWith("Delete");
  return {
    targetId: call.resourceName === "" ? (text(policy, "name") ?? text(call.request, "name")) : call.resourceName,
    targetType: call.envelope.service,
    traits: weakened ? ["detector_weakened"] : [],
  };
}
