import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { listAt, numberAt, textAt, textsAt, valueAt } from "../../fields.ts";
import { automationAt, workloadOf } from "./workload-ref.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { runAs } from "./function-of-call.ts";
import { passRefused } from "./lambda.ts";
import { scheduleOf, targetAutomations } from "./trigger.ts";
import { passedRoleOf, roleAfter } from "./workload-role.ts";

/*
 * Serverless compute other than Lambda, and the roles handed to it: workflows, builds, jobs, tasks,
 * agents, stacks. Calls and fields: the services' API references, https://pathfinding.cloud.
 */

export const workloadEntities = extractors({ workload, workload_role: workloadRole, workload_deleted: deletedWorkload });

/** Schedules that call an API themselves are automations of their own; others only set something off. */
function subjectOf(call: Call): Entities {
  return call.envelope.service === "scheduler" ? scheduleOf(call) : workloadOf(call);
}

function workload(call: Call): Entities {
  const { runAsId, runAsArn } = runAs(roleAfter(call), call);
  const subject = subjectOf(call);
  return {
    ...subject,
    runAsId,
    traits: changeTraits(call, runAsId),
    detail: detail({
      codeSource: codeSource(call),
      command: commandsOf(call)?.slice(0, 200) ?? null,
      buildspecOverride: textAt(call.request, "buildspecOverride") === null ? null : true,
      cluster: textAt(call.request, "cluster"),
      runAsArn,
    }),
  };
}

const DEFINES = /^(Create|Update|Put|Register)/;

function changeTraits(call: Call, runAsId: string | null): readonly Trait[] {
  const { op } = call.envelope;
  const traits: Trait[] = [];
  if (isCreation(call)) traits.push("created");
  if (DEFINES.test(op) || replacesCode(call)) traits.push("code_changed");
  if (DEFINES.test(op) && runAsId !== null) traits.push("role_changed");
  return traits;
}

/** Task and job definitions are registered anew for each revision; only the first makes the thing. */
function isCreation(call: Call): boolean {
  const { op, service } = call.envelope;
  if (op === "CreateChangeSet") return textAt(call.request, "changeSetType") === "CREATE";
  if (op.startsWith("Register"))
    return (numberAt(call.response, "taskDefinition", "revision") ?? numberAt(call.response, "revision")) === 1;
  // What ECS calls a service is a number of running tasks; their definition was there before.
  if (service === "ecs" && op !== "CreateExpressGatewayService") return false;
  return op.startsWith("Create") && !/(Alias|Url|Instances)$/.test(op);
}

/** A start may bring its own commands, which is as good as new code under the old role. */
function replacesCode(call: Call): boolean {
  const overrides = ["buildspecOverride", "sourceLocationOverride", "imageOverride", "sourceTypeOverride"];
  return overrides.some((key) => textAt(call.request, key) !== null) || commandsOf(call) !== null;
}

function commandsOf(call: Call): string | null {
  const { request } = call;
  const containers = [...listAt(request, "overrides", "containerOverrides"), ...listAt(request, "containerOverrides")];
  const commands = containers.flatMap((container) => textsAt(container, "command"));
  const script = textAt(request, "arguments", "--scriptLocation");
  return script ?? (commands.length === 0 ? null : commands.join(" "));
}

function codeSource(call: Call): string | null {
  const { request } = call;
  const containers = [...listAt(request, "containerDefinitions"), valueAt(request, "containerProperties")];
  return (
    textAt(request, "command", "scriptLocation") ??
    textAt(request, "jobUpdate", "command", "scriptLocation") ??
    textAt(request, "source", "location") ??
    textAt(request, "sourceLocationOverride") ??
    textAt(request, "sourceConfiguration", "imageRepository", "imageIdentifier") ??
    textAt(request, "templateURL") ??
    containers.map((container) => textAt(container, "image")).find((image) => image !== null) ??
    null
  );
}

/** A rule's or schedule's role only calls what it sets off; it is not what that runs as. */
const SETS_OFF = new Set(["events", "scheduler", "pipes"]);

function workloadRole(call: Call): Entities {
  const { runAsId, runAsArn } = runAs(passedRoleOf(call), call);
  const others = SETS_OFF.has(call.envelope.service) ? targetAutomations(call) : [];
  const own = subjectOf(call);
  const callsItself = own.automationId !== undefined;
  return {
    ...(callsItself ? own : (others[0] ?? {})),
    runAsId: callsItself || others.length === 0 ? runAsId : null,
    targetId: runAsId,
    targetType: "role",
    traits: passRefused(call) ? ["denied_pass"] : [],
    detail: detail({ runAsArn, passedTo: call.envelope.service, errorMessage: textAt(call.record, "errorMessage") }),
  };
}

/** One version of a definition can go while others stay; the last one cannot be told from the record. */
function deletedWorkload(call: Call): Entities {
  const named = subjectOf(call);
  const ref = named.automationId === undefined ? (automationAt(textAt(call.request, "arn"), call.home) ?? named) : named;
  const onlyVersion = ref.automationVersion !== null && ref.automationVersion !== undefined;
  return { ...ref, traits: onlyVersion ? [] : ["removal"], detail: detail({ name: ref.automationName }) };
}
