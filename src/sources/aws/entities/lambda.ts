import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { flagAt, listAt, numberAt, textAt, valueAt } from "../../fields.ts";
import { accountOfArn } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { automationOf, functionOf, runAs, runAsOf } from "./function-of-call.ts";
import { VENDOR_LAYER_ACCOUNTS } from "./vendor-layers.ts";
import { vpcOfCall } from "./vpc-config.ts";

/*
 * Functions put in place or changed. Operation names and what is left out of them (zip files,
 * environment variables): https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 * Field names follow the API's, first letter lower case.
 */

export const lambdaEntities = extractors({ function: changedFunction, passed_role: passedRole, function_deleted: deletedFunction });

function changedFunction(call: Call): Entities {
  const { runAsId, runAsArn } = runAsOf(call);
  const ref = functionOf(call);
  return {
    ...automationOf(ref),
    runAsId,
    traits: [...changeTraits(call), ...codeOrigin(call)],
    detail: detail({
      functionName: ref?.name,
      codeSha256: textAt(call.response, "codeSha256"),
      runtime: textAt(call.response, "runtime") ?? textAt(call.request, "runtime"),
      handler: textAt(call.response, "handler") ?? textAt(call.request, "handler"),
      timeout: numberAt(call.response, "timeout") ?? numberAt(call.request, "timeout"),
      memory: numberAt(call.response, "memorySize") ?? numberAt(call.request, "memorySize"),
      concurrency: numberAt(call.request, "reservedConcurrentExecutions"),
      layers: layerArns(call).join(","),
      codeSource: codeSource(call),
      revisionId: textAt(call.response, "revisionId"),
      logGroup: textAt(call.request, "loggingConfig", "logGroup"),
      fileSystem: textAt(listAt(call.request, "fileSystemConfigs")[0], "arn"),
      deadLetters: textAt(call.request, "deadLetterConfig", "targetArn"),
      ...vpcOfCall(call),
      runAsArn,
      errorMessage: textAt(call.record, "errorMessage"),
    }),
  };
}

function changeTraits(call: Call): readonly Trait[] {
  const { request, envelope } = call;
  const traits: Trait[] = [];
  if (envelope.op === "CreateFunction") traits.push("created");
  if (flagAt(request, "dryRun") === true) traits.push("no_change");
  if (["CreateFunction", "UpdateFunctionCode"].includes(envelope.op)) traits.push("code_changed");
  if (textAt(request, "role") !== null) traits.push("role_changed");
  if (listAt(request, "layers").length > 0) traits.push("layer_changed");
  // A mounted file system brings code along as a layer does, and an image's entry point replaces the handler.
  const entries = ["handler", "runtime", "imageUri", "imageConfig", "fileSystemConfigs", "runtimeConfig"];
  if (entries.some((key) => isNamed(valueAt(request, key)))) traits.push("entry_changed");
  if (redirectsLogs(call)) traits.push("logging_redirected");
  const concurrency = numberAt(request, "reservedConcurrentExecutions");
  if (concurrency === 0) traits.push("capacity_blocked");
  const raises = ["timeout", "memorySize"].some((key) => numberAt(request, key) !== null) && envelope.op !== "CreateFunction";
  if (raises || (concurrency ?? 0) > 0 || envelope.op === "DeleteFunctionConcurrency") traits.push("capacity_raised");
  return traits;
}

function isNamed(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Logs go to a group named after the function unless somebody says otherwise. */
function redirectsLogs(call: Call): boolean {
  const group = textAt(call.request, "loggingConfig", "logGroup");
  return group !== null && group !== `/aws/lambda/${functionOf(call)?.name ?? ""}`;
}

/** ARNs of layers: texts in a request, objects in an answer. An update's answer lists them even when it did not name any. */
function layerArns(call: Call): readonly string[] {
  const named = listAt(call.request, "layers");
  const layers = named.length > 0 ? named : listAt(call.response, "layers");
  return layers.flatMap((layer) => (typeof layer === "string" ? layer : (textAt(layer, "arn") ?? [])));
}

/** Code that comes from another account; only layers that the call itself names are new. */
function codeOrigin(call: Call): readonly Trait[] {
  const named = listAt(call.request, "layers").length > 0 ? layerArns(call).map(accountOfArn) : [];
  const accounts = [...named, imageAccount(imageUri(call))];
  return accounts.flatMap((account): readonly Trait[] => {
    if (account === null || account === call.home.account) return [];
    return [VENDOR_LAYER_ACCOUNTS.has(account) ? "vendor_code" : "foreign_code"];
  });
}

function imageUri(call: Call): string | null {
  return textAt(call.request, "code", "imageUri") ?? textAt(call.request, "imageUri");
}

/** Private images live at `<account>.dkr.ecr.<region>.amazonaws.com/...`. */
function imageAccount(uri: string | null): string | null {
  return /^(\d{12})\.dkr\.ecr[.-]/.exec(uri ?? "")?.[1] ?? null;
}

/** Where the code came from. CloudTrail drops an uploaded zip, so nothing named means sent inline. */
function codeSource(call: Call): string | null {
  const code = valueAt(call.request, "code") === undefined ? call.request : valueAt(call.request, "code");
  const bucket = textAt(code, "s3Bucket");
  if (bucket !== null) return `s3://${bucket}/${textAt(code, "s3Key") ?? ""}`;
  const isCode = ["CreateFunction", "UpdateFunctionCode"].includes(call.envelope.op);
  return imageUri(call) ?? (isCode ? "inline" : null);
}

/**
 * IAM's PassRole makes no event of its own; the call that carries a role is its only trace, and a
 * refusal names it: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function passedRole(call: Call): Entities {
  const role = textAt(call.request, "role") ?? createdWith(call) ?? deniedRole(call);
  const { runAsId, runAsArn } = runAs(role, call);
  return {
    ...automationOf(functionOf(call)),
    runAsId,
    targetId: runAsId,
    targetType: "role",
    traits: passRefused(call) ? ["denied_pass"] : [],
    detail: detail({ runAsArn, errorMessage: textAt(call.record, "errorMessage") }),
  };
}

/** The answer to a create names the role that was passed, also where the request was too large to be logged. */
function createdWith(call: Call): string | null {
  return call.envelope.op === "CreateFunction" ? textAt(call.response, "role") : null;
}

export function passRefused(call: Call): boolean {
  if (call.envelope.outcome === "success") return false;
  return /iam:PassRole|cross-account pass role/i.test(textAt(call.record, "errorMessage") ?? "");
}

/** A refusal may come without its request; the message then still names the role. */
export function deniedRole(call: Call): string | null {
  if (!passRefused(call)) return null;
  const message = textAt(call.record, "errorMessage") ?? "";
  return /on resource:? (arn:[a-z0-9-]+:iam::\d{12}:role\/\S+?)["',]?(?=\s|$)/i.exec(message)?.[1] ?? null;
}

function deletedFunction(call: Call): Entities {
  const ref = functionOf(call);
  // With a qualifier only that version goes, and the function lives on.
  const traits: readonly Trait[] = ref?.qualifier === null ? ["removal"] : [];
  return { ...automationOf(ref), traits, detail: detail({ functionName: ref?.name }) };
}
