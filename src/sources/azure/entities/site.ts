import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { folded, foldedText } from "../records/body.ts";
import { automationColumns, automationOf } from "../names/arm-id.ts";
import { about, createdTrait, extractors, whoseTarget } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { boundIdentities, runAsOf } from "./identity-of.ts";

/*
 * Function apps and web apps, which are one resource type. Operations and what they do:
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions/web-and-mobile
 * https://learn.microsoft.com/en-us/rest/api/appservice/web-apps
 * Code that comes in through Kudu or FTP leaves no event here (azure/app-service-audit has it).
 */

export const siteEntities = extractors({
  site: changedSite,
  site_settings: (call) => about(call, { setting: call.resource?.name, allow: allowed(call) }),
  site_code: changedCode,
  site_swapped: swappedSlots,
  site_synced: (call) => about(call),
  passed_identity: passedIdentity,
  site_secrets: (call) => ({ ...about(call), ...siteTarget(call), traits: ["secret_read"] }),
  site_credential: siteCredential,
  automation_deleted: deletedAutomation,
});

function changedSite(call: Call): Entities {
  return { ...about(call, { kind: foldedText(call.request, "kind") }), runAsId: runAsOf(call), traits: createdTrait(call) };
}

/** Whether a publishing policy lets basic credentials in. */
function allowed(call: Call): boolean | null {
  const allow = folded(call.request, "properties", "allow");
  return typeof allow === "boolean" ? allow : null;
}

/** A function's file, a package, a repository: where the code comes from, as far as the request says. */
function changedCode(call: Call): Entities {
  const repository = foldedText(call.request, "properties", "repoUrl");
  const packageUri = foldedText(call.request, "properties", "packageUri") ?? foldedText(call.request, "packageUri");
  return {
    ...about(call, {
      part: call.resource?.names.slice(1).join("/"),
      codeSource: withoutQuery(repository ?? packageUri),
      branch: foldedText(call.request, "properties", "branch"),
    }),
    traits: ["code_changed"],
  };
}

/** Links to packages carry their access token as a query. */
function withoutQuery(url: string | null): string | null {
  return url === null ? null : (url.split("?")[0] ?? url);
}

/** A swap changes the code of the app itself whichever of the two slots the call names. */
function swappedSlots(call: Call): Entities {
  const segments = call.automation?.id.split("/slots/") ?? [];
  const site = automationOf(segments[0] ?? null);
  const columns = call.automation === null ? {} : automationColumns(site === null ? null : { ...site, name: firstName(call) });
  return {
    ...about(call, { slot: segments[1], targetSlot: foldedText(call.request, "targetSlot") }),
    ...columns,
    traits: ["code_changed"],
  };
}

function firstName(call: Call): string {
  return call.resource?.names[0]?.toLowerCase() ?? "";
}

/** Azure's own right to pass an identity is `userAssignedIdentities/assign/action`; the body that names the identity is the trace. */
function passedIdentity(call: Call): readonly Entities[] {
  const traits: readonly Trait[] = refused(call) ? ["denied_pass"] : [];
  const bound = boundIdentities(call, about(call), traits);
  return bound.length > 0 ? bound : [{ ...about(call), traits }];
}

function refused(call: Call): boolean {
  return call.envelope.outcome === "denied" && /assign\/action/i.test(JSON.stringify(call.record["properties"] ?? ""));
}

function siteTarget(call: Call): Entities {
  return { targetId: call.automation?.id ?? call.resource?.id ?? null, targetType: "site" };
}

/** Keys and profiles by which somebody can call or replace the code from anywhere. */
function siteCredential(call: Call): Entities {
  const target = siteTarget(call);
  return { ...about(call, { key: call.resource?.name }), ...target, traits: whoseTarget(call.envelope, target.targetId ?? null) };
}

/** The automation itself is gone only when the call named it and not a part of it. */
function deletedAutomation(call: Call): Entities {
  const isWhole = call.automation !== null && call.automation.id === call.resource?.id;
  return { ...about(call), targetId: call.resource?.id ?? null, targetType: "automation", traits: isWhole ? ["removal"] : [] };
}
