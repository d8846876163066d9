import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { flagAt, textAt, textsAt, valueAt } from "../../fields.ts";
import { functionOf, isFirstGeneration } from "../names/automation.ts";
import { at, detail, extractors, text } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { deniedPass } from "../records/refusal.ts";
import { runAsOf } from "../names/run-as.ts";

/*
 * Functions of both generations put in place or changed:
 * https://cloud.google.com/functions/docs/monitoring/audit-logging,
 * https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions and
 * https://cloud.google.com/functions/docs/reference/rest/v1/projects.locations.functions
 * The second generation logs requests in snake case, and the default identity only in the answer.
 */

export const functionEntities = extractors({
  function: changedFunction,
  function_identity: functionIdentity,
  function_deleted: (call) => ({ ...functionOf(call), traits: ["removal"] }),
  function_upgrade: upgradedFunction,
});

/** A setting of the function, as answered if it was, else as asked for. */
function setting(call: Call, ...path: readonly string[]): string | null {
  return text(call.response, ...path) ?? text(call.request, "function", ...path);
}

function identityOf(call: Call): Pick<Entities, "runAsId" | "traits"> {
  const named = setting(call, "serviceConfig", "serviceAccountEmail") ?? setting(call, "serviceAccountEmail");
  // The first generation's default is fixed; the second generation's stands in the answer.
  const isCreate = call.envelope.op === "CreateFunction" && isFirstGeneration(call);
  const fallback =
    isCreate && textAt(call.request, "function", "name") !== null ? `${call.envelope.account}@appspot.gserviceaccount.com` : null;
  return runAsOf(named ?? fallback);
}

function changedFunction(call: Call): Entities {
  const runAs = identityOf(call);
  return {
    ...functionOf(call),
    runAsId: runAs.runAsId ?? null,
    automationVersion: text(call.response, "serviceConfig", "revision") ?? text(call.response, "versionId"),
    traits: [...changeTraits(call), ...(runAs.traits ?? [])],
    detail: detail({
      generation: isFirstGeneration(call) ? 1 : 2,
      runtime: setting(call, "buildConfig", "runtime") ?? setting(call, "runtime"),
      entryPoint: setting(call, "buildConfig", "entryPoint") ?? setting(call, "entryPoint"),
      codeSource: codeSource(call),
      deploymentTool: textAt(call.response, "labels", "deployment-tool") ?? textAt(call.request, "function", "labels", "deployment-tool"),
      ingress: setting(call, "serviceConfig", "ingressSettings") ?? setting(call, "ingressSettings"),
      uri: setting(call, "serviceConfig", "uri"),
      buildIdentity: setting(call, "buildConfig", "serviceAccount") ?? setting(call, "buildServiceAccount"),
      triggerIdentity: setting(call, "eventTrigger", "serviceAccountEmail"),
      vpcConnector: setting(call, "serviceConfig", "vpcConnector") ?? setting(call, "vpcConnector"),
      errorMessage: textAt(call.payload, "status", "message"),
    }),
  };
}

function codeSource(call: Call): string | null {
  const bucket = setting(call, "buildConfig", "source", "storageSource", "bucket");
  const object = setting(call, "buildConfig", "source", "storageSource", "object");
  if (bucket !== null) return `gs://${bucket}/${object ?? ""}`;
  // An upload address carries a signature behind the question mark.
  return setting(call, "sourceArchiveUrl") ?? setting(call, "sourceUploadUrl")?.split("?")[0] ?? setting(call, "sourceRepository", "url");
}

const CODE_FIELDS = /source|build_?config|entry_?point|runtime/i;

function changeTraits(call: Call): readonly Trait[] {
  const traits: Trait[] = [];
  const mask = maskOf(call);
  const isCreate = call.envelope.op === "CreateFunction";
  const asked = valueAt(call.request, "function");
  if (isCreate) traits.push("created");
  const givesCode =
    mask.length > 0 ? mask.some((path) => CODE_FIELDS.test(path)) : CODE_FIELDS.test(Object.keys(Object(asked ?? {})).join(" "));
  if (isCreate || givesCode) traits.push("code_changed");
  if (mask.some((path) => /entry_?point|runtime/i.test(path))) traits.push("entry_changed");
  const namesIdentity = text(asked, "serviceConfig", "serviceAccountEmail") ?? text(asked, "serviceAccountEmail");
  if (namesIdentity !== null && (mask.length === 0 || mask.some((path) => /service_?account|^service_?config$/i.test(path))))
    traits.push("role_changed");
  if (mask.some((path) => /timeout|memory|max_?instance|concurrency/i.test(path))) traits.push("capacity_raised");
  if (flagAt(call.request, "validateOnly") === true || flagAt(call.request, "validate_only") === true) traits.push("no_change");
  return [...traits, ...deniedPass(call)];
}

/** Paths that an update names; as a list in the first entry, as text in some clients' calls. */
function maskOf(call: Call): readonly string[] {
  const mask = at(call.request, "updateMask");
  return typeof mask === "string" ? mask.split(",") : textsAt(mask, "paths");
}

function functionIdentity(call: Call): Entities {
  const { runAsId = null, traits = [] } = identityOf(call);
  return { ...functionOf(call), runAsId, targetId: runAsId, targetType: "service_account", traits: [...traits, ...deniedPass(call)] };
}

/**
 * A function of the first generation is copied to the second, which then takes the traffic over:
 * https://cloud.google.com/functions/docs/upgrade. The copy can be changed before it does.
 */
function upgradedFunction(call: Call): Entities {
  const name = nameOfUpgrade(call);
  const copy = functionOf(call);
  return {
    ...copy,
    targetId: name,
    targetType: "function",
    traits: call.envelope.op === "SetupFunctionUpgradeConfig" ? ["code_changed"] : [],
    detail: detail({ triggerIdentity: text(call.request, "triggerServiceAccount") }),
  };
}

function nameOfUpgrade(call: Call): string | null {
  return text(call.request, "name") ?? (call.resourceName === "" ? null : call.resourceName);
}
