import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { flagAt, listAt, numberAt, orderedJson, parsedJson, textAt, valueAt } from "../../fields.ts";
import { functionRef, functionsNamedIn, lastSegment, parseArn } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { automationOf, functionOf } from "./function-of-call.ts";
import { automationAt, workloadNamed } from "./workload-ref.ts";

/*
 * What makes an automation run. Parameters follow each service's API:
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html,
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html,
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 * A call that binds several automations makes one fact for each.
 */

export const triggerEntities = extractors({
  event_source_mapping: eventSourceMapping,
  event_rule: eventRule,
  rule_targets: ruleTargets,
  schedule,
  bucket_notification: bucketNotification,
  bound_function: boundFunction,
  destination_function: destinationFunction,
  job_trigger: jobTrigger,
  rule_unbound: unboundRule,
});

/** The same binding for each automation, in the order of their ids; once without any when none is named. */
function forEach(automations: readonly Entities[], common: Entities): readonly Entities[] {
  const byId = new Map(automations.map((one) => [one.automationId ?? "", one]));
  const distinct = [...byId].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return distinct.length === 0 ? [common] : distinct.map((one) => ({ ...one, ...common }));
}

function eventSourceMapping(call: Call): Entities {
  const source = textAt(call.request, "eventSourceArn") ?? textAt(call.response, "eventSourceArn");
  const rebound = call.envelope.op === "UpdateEventSourceMapping" && textAt(call.request, "functionName") !== null;
  return {
    ...automationOf(functionOf(call)),
    targetId: source,
    targetType: parseArn(source)?.service ?? null,
    detail: detail({
      sourceArn: source,
      mapping: textAt(call.response, "uUID") ?? textAt(call.request, "uUID"),
      enabled: flagAt(call.request, "enabled"),
      // A stream that fed another function until now.
      rebound: rebound ? true : null,
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

/** What one target runs: a function or workload by ARN, a task or job by its definition, or a function through the universal target. */
function automationOfTarget(target: unknown, call: Call): Entities | null {
  const task = textAt(target, "ecsParameters", "taskDefinitionArn");
  if (task !== null) return automationAt(task, call.home);
  const job = textAt(target, "batchParameters", "jobDefinition");
  if (job !== null) return automationAt(job, call.home) ?? workloadNamed("batchJob", job, call.home);
  const arn = textAt(target, "arn");
  if (arn?.includes(":aws-sdk:lambda:invoke") === true) {
    const input = parsedJson(valueAt(target, "input"));
    const ref = functionRef(textAt(input, "FunctionName"), call.home);
    return ref === null ? null : automationOf(ref);
  }
  return automationAt(arn, call.home);
}

/** Automations that a rule, schedule or pipe sets off. */
export function targetAutomations(call: Call): readonly Entities[] {
  const { request } = call;
  const targets = [...listAt(request, "targets"), valueAt(request, "target"), { arn: valueAt(request, "target") }];
  return targets.flatMap((target) => automationOfTarget(target, call) ?? []);
}

function ruleTargets(call: Call): readonly Entities[] {
  const targets = listAt(call.request, "targets");
  const failed = new Set(listAt(call.response, "failedEntries").map((entry) => textAt(entry, "targetId")));
  const failures = Math.max(failed.size, numberAt(call.response, "failedEntryCount") ?? 0);
  // The call succeeds even when every single target was refused.
  const traits: readonly Trait[] = targets.length > 0 && failures >= targets.length ? ["no_change"] : [];
  const made = targets.filter((target) => !failed.has(textAt(target, "id")));
  const bound = (made.length === 0 ? targets : made).flatMap((target) => automationOfTarget(target, call) ?? []);
  const common = {
    targetId: ruleArn(call),
    targetType: "rule",
    traits,
    detail: detail({ ruleName: textAt(call.request, "rule"), targets: targets.length, failedTargets: failures }),
  };
  return forEach(bound, common);
}

function scheduleArn(call: Call): string | null {
  const answered = textAt(call.response, "scheduleArn");
  const name = textAt(call.request, "name");
  if (answered !== null || name === null) return answered;
  const { partition, region, account } = call.home;
  return `arn:${partition}:scheduler:${region ?? ""}:${account}:schedule/${textAt(call.request, "groupName") ?? "default"}/${name}`;
}

/** A schedule whose target is any API of AWS acts by itself, as the role it was given; empty for others. */
export function scheduleOf(call: Call): Entities {
  const calls = textAt(call.request, "target", "arn") ?? "";
  const id = scheduleArn(call);
  if (id === null || !calls.includes(":aws-sdk:") || calls.endsWith(":lambda:invoke")) return {};
  return { automationId: id, automationKind: "workflow", automationName: lastSegment(id) };
}

function schedule(call: Call): readonly Entities[] {
  const own = scheduleOf(call);
  const common = {
    targetId: scheduleArn(call),
    targetType: "schedule",
    detail: detail({
      schedule: textAt(call.request, "scheduleExpression"),
      state: textAt(call.request, "state"),
      calls: own.automationId === undefined ? null : textAt(call.request, "target", "arn"),
    }),
  };
  return forEach(own.automationId === undefined ? targetAutomations(call) : [own], common);
}

/** Keys of this request differ in case between SDKs and the console, so only its ARNs are looked for. */
function bucketNotification(call: Call): readonly Entities[] {
  const bucket = textAt(call.request, "bucketName");
  return forEach(namedIn(call.request, call), {
    targetId: bucket === null ? null : `arn:${call.home.partition}:s3:::${bucket}`,
    targetType: "bucket",
    detail: detail({ bucket }),
  });
}

/** Automations named by ARN anywhere in a value. */
function namedIn(value: unknown, call: Call): readonly Entities[] {
  const text = orderedJson(value);
  const functions = functionsNamedIn(text, call.home).map(automationOf);
  const others = text.match(/arn:[a-z0-9-]+:(?!lambda:)[a-z0-9-]+:[a-z0-9-]+:\d{12}:[A-Za-z0-9_:/-]+/g) ?? [];
  return [...functions, ...others.flatMap((arn) => automationAt(arn, call.home) ?? [])];
}

const SOURCES = [
  "topicArn",
  "logGroupName",
  "userPoolId",
  "restApiId",
  "apiId",
  "source",
  "ruleName",
  "alarmName",
  "targetGroupArn",
  "targetGroupIdentifier",
  "secretId",
  "deliveryStreamName",
  "agentId",
  "id",
  "name",
];

/** Topics, log filters, user pools, gateways and the like: each names the automation somewhere in its request. */
function boundFunction(call: Call): readonly Entities[] {
  const source =
    SOURCES.map((key) => textAt(call.request, key)).find((found) => found !== null) ??
    textAt(call.request, "configRule", "configRuleName") ??
    textAt(call.request, "repositoryName");
  return forEach(namedIn(call.request, call), { targetId: source ?? null, targetType: call.envelope.service, detail: {} });
}

/** The function that another one's results are sent to; a function that is its own destination runs for ever. */
function destinationFunction(call: Call): readonly Entities[] {
  const from = functionOf(call);
  const targets = automationsOfDestinations(call);
  return forEach(targets, { targetId: from?.id ?? null, targetType: "lambda", detail: {} });
}

function automationsOfDestinations(call: Call): readonly Entities[] {
  return namedIn(valueAt(call.request, "destinationConfig") ?? null, call);
}

/** Glue's triggers name jobs by bare name. */
function jobTrigger(call: Call): readonly Entities[] {
  const actions = [...listAt(call.request, "actions"), ...listAt(call.request, "triggerUpdate", "actions")];
  const jobs = actions.flatMap((action) => workloadNamed("glueJob", textAt(action, "jobName") ?? "", call.home) ?? []);
  return forEach(jobs, { targetId: textAt(call.request, "name"), targetType: "job_trigger", detail: {} });
}

/** A rule or schedule that runs nothing any more; which automation it ran, resolve knows from earlier facts. */
function unboundRule(call: Call): Entities {
  const isSchedule = call.envelope.service === "scheduler";
  return { targetId: isSchedule ? scheduleArn(call) : ruleArn(call), targetType: isSchedule ? "schedule" : "rule", traits: ["removal"] };
}
