import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { numberAt, orderedJson, textAt, valueAt } from "../../fields.ts";
import { accountOfArn } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { automationOf, functionOf } from "./function-of-call.ts";

/*
 * Settings beside a function's configuration: aliases, runtime pinning, destinations, recursion,
 * code signing. https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */

export const lambdaSettingEntities = extractors({ function_alias: alias, function_setting: setting, function_unbound: unbound });

/** An alias decides which version a caller gets, so moving one changes what runs. */
function alias(call: Call): Entities {
  const ref = functionOf(call);
  return {
    ...automationOf(ref),
    automationVersion: textAt(call.request, "functionVersion") ?? textAt(call.response, "functionVersion"),
    traits: call.envelope.op === "DeleteAlias" ? ["removal"] : ["entry_changed"],
    detail: detail({
      alias: textAt(call.request, "name"),
      weights: shortJson(valueAt(call.request, "routingConfig", "additionalVersionWeights")),
    }),
  };
}

function setting(call: Call): Entities {
  const { request } = call;
  return {
    ...automationOf(functionOf(call)),
    traits: settingTraits(call),
    detail: detail({
      updateRuntimeOn: textAt(request, "updateRuntimeOn"),
      runtimeVersionArn: textAt(request, "runtimeVersionArn"),
      onSuccess: textAt(request, "destinationConfig", "onSuccess", "destination"),
      onFailure: textAt(request, "destinationConfig", "onFailure", "destination"),
      recursiveLoop: textAt(request, "recursiveLoop"),
      maxConcurrency: numberAt(request, "functionScalingConfig", "maxExecutionEnvironments"),
      codeSigningConfig: textAt(request, "codeSigningConfigArn"),
      untrustedArtifacts: textAt(request, "codeSigningPolicies", "untrustedArtifactOnDeployment"),
    }),
  };
}

function settingTraits(call: Call): readonly Trait[] {
  const traits: Trait[] = [];
  if (call.envelope.op.startsWith("Delete")) traits.push("removal");
  // A pinned runtime keeps what newer ones have mended.
  if (textAt(call.request, "runtimeVersionArn") !== null) traits.push("entry_changed");
  const maximum = numberAt(call.request, "functionScalingConfig", "maxExecutionEnvironments");
  if (maximum === 0) traits.push("capacity_blocked");
  else if (maximum !== null || call.envelope.op === "PutProvisionedConcurrencyConfig") traits.push("capacity_raised");
  const { home } = call;
  const outside = ["onSuccess", "onFailure"]
    .map((key) => accountOfArn(textAt(call.request, "destinationConfig", key, "destination")))
    .some((account) => account !== null && account !== home.account);
  if (outside) traits.push("foreign_account");
  return traits;
}

/** A permission, URL or event source taken from a function. */
function unbound(call: Call): Entities {
  const eventSource = textAt(call.response, "eventSourceArn") ?? textAt(call.request, "eventSourceArn");
  return {
    ...automationOf(functionOf(call)),
    targetId: eventSource,
    traits: ["removal"],
    detail: detail({
      statementId: textAt(call.request, "statementId"),
      mapping: textAt(call.request, "uUID") ?? textAt(call.response, "uUID"),
    }),
  };
}

function shortJson(value: unknown): string | null {
  return value === undefined || value === null ? null : orderedJson(value).slice(0, 200);
}
