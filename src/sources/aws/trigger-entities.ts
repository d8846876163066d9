import type { Entities } from "../../facts/fact.ts";
import type { Trait } from "../../facts/kinds.ts";
import { flagAt, listAt, numberAt, orderedJson, textAt } from "../fields.ts";
import { functionRef, functionsNamedIn, parseArn } from "./arn.ts";
import type { FunctionRef } from "./arn.ts";
import { detail, extractors } from "./entities.ts";
import type { Call } from "./entities.ts";
import { automationOf, functionOf } from "./function-of-call.ts";

/*
 * What makes a function run. Parameters follow each service's API:
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html,
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html,
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */

export const triggerEntities = extractors({
  event_source_mapping: eventSourceMapping,
  event_rule: eventRule,
  rule_targets: ruleTargets,
  schedule,
  bucket_notification: bucketNotification,
  bound_function: boundFunction,
  rule_unbound: unboundRule,
});

/** Columns for the functions that one call binds: the first is the automation, the others are named. */
function bound(functions: readonly FunctionRef[]): { readonly columns: Entities; readonly others: string | null } {
  const [first, ...others] = functions;
  const columns = automationOf(first ?? null);
  return { columns, others: others.map((ref) => ref.id).join(",") || null };
}

function eventSourceMapping(call: Call): Entities {
  const source = textAt(call.request, "eventSourceArn") ?? textAt(call.response, "eventSourceArn");
  return {
    ...automationOf(functionOf(call)),
    targetId: source,
    targetType: parseArn(source)?.service ?? null,
    detail: detail({
      sourceArn: source,
      mapping: textAt(call.response, "uUID") ?? textAt(call.request, "uUID"),
      enabled: flagAt(call.request, "enabled"),
    }),
  };
}

/** ARN of an event rule: on the default bus the bus is not part of it. */
function ruleArn(call: Call): string | null {
  const answered = textAt(call.response, "ruleArn");
  if (answered !== null) return answered;
  const name = textAt(call.request, "name") ?? textAt(call.request, "rule");
  if (name === null) return null;
  const busName = (textAt(call.request, "eventBusName") ?? "default").split("/").at(-1) ?? "default";
  const { partition, region, account } = call.home;
  return `arn:${partition}:events:${region ?? ""}:${account}:rule/${busName === "default" ? "" : `${busName}/`}${name}`;
}

function eventRule(call: Call): Entities {
  const pattern = textAt(call.request, "eventPattern");
  return {
    targetId: ruleArn(call),
    targetType: "rule",
    traits: watchesIdentities(pattern) ? ["identity_trigger"] : [],
    detail: detail({
      ruleName: textAt(call.request, "name"),
      schedule: textAt(call.request, "scheduleExpression"),
      state: textAt(call.request, "state"),
      pattern: pattern?.slice(0, 500),
    }),
  };
}

/** A rule that waits for new users, roles or keys is how a back door reacts to its discovery. */
function watchesIdentities(pattern: string | null): boolean {
  if (pattern === null) return false;
  return /"aws\.iam"|"iam\.amazonaws\.com"|"(Create(User|Role|AccessKey|LoginProfile)|(Attach|Put)(User|Role)Policy|UpdateAssumeRolePolicy)"/.test(
    pattern,
  );
}

function ruleTargets(call: Call): Entities {
  const targets = listAt(call.request, "targets");
  const functions = targets.flatMap((target) => functionRef(textAt(target, "arn"), call.home) ?? []);
  const { columns, others } = bound(functions);
  const failed = numberAt(call.response, "failedEntryCount") ?? 0;
  // The call succeeds even when every single target was refused.
  const traits: readonly Trait[] = targets.length > 0 && failed >= targets.length ? ["no_change"] : [];
  return {
    ...columns,
    targetId: ruleArn(call),
    targetType: "rule",
    traits,
    detail: detail({ ruleName: textAt(call.request, "rule"), targets: targets.length, failedTargets: failed, otherAutomations: others }),
  };
}

function schedule(call: Call): Entities {
  const name = textAt(call.request, "name");
  const group = textAt(call.request, "groupName") ?? "default";
  const { partition, region, account } = call.home;
  const arn = name === null ? null : `arn:${partition}:scheduler:${region ?? ""}:${account}:schedule/${group}/${name}`;
  return {
    ...automationOf(functionRef(textAt(call.request, "target", "arn"), call.home)),
    targetId: textAt(call.response, "scheduleArn") ?? arn,
    targetType: "schedule",
    detail: detail({ schedule: textAt(call.request, "scheduleExpression"), state: textAt(call.request, "state") }),
  };
}

/** Keys of this request differ in case between SDKs and the console, so only its ARNs are looked for. */
function bucketNotification(call: Call): Entities {
  const { columns, others } = bound(functionsNamedIn(orderedJson(call.request), call.home));
  const bucket = textAt(call.request, "bucketName");
  return {
    ...columns,
    targetId: bucket === null ? null : `arn:${call.home.partition}:s3:::${bucket}`,
    targetType: "bucket",
    detail: detail({ bucket, otherAutomations: others }),
  };
}

/** Topic subscriptions, log filters, user pools and gateways: each names the function somewhere in its request. */
function boundFunction(call: Call): Entities {
  const { columns, others } = bound(functionsNamedIn(orderedJson(call.request), call.home));
  const source =
    textAt(call.request, "topicArn") ??
    textAt(call.request, "logGroupName") ??
    textAt(call.request, "userPoolId") ??
    textAt(call.request, "restApiId") ??
    textAt(call.request, "apiId") ??
    textAt(call.request, "source");
  return { ...columns, targetId: source, targetType: call.envelope.service, detail: detail({ otherAutomations: others }) };
}

/** A rule or schedule that runs nothing any more; which function it ran, resolve knows from earlier facts. */
function unboundRule(call: Call): Entities {
  const isSchedule = call.envelope.service === "scheduler";
  const named = isSchedule ? schedule(call) : { targetId: ruleArn(call), targetType: "rule" };
  return { targetId: named.targetId ?? null, targetType: named.targetType ?? null, traits: ["removal"] };
}
