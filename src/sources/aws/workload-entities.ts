import type { Entities } from "../../facts/fact.ts";
import type { AutomationKind, Trait } from "../../facts/kinds.ts";
import { listAt, textAt } from "../fields.ts";
import { functionRef, lastSegment, parseArn } from "./arn.ts";
import { detail, extractors } from "./entities.ts";
import type { Call } from "./entities.ts";
import { automationOf, runAs } from "./function-of-call.ts";
import { deniedRole, passRefused } from "./lambda-entities.ts";

/*
 * Serverless compute other than Lambda, and the roles handed to it. Where each service's request
 * keeps its role: https://pathfinding.cloud and the services' API references. Glue takes bare names.
 */

export const workloadEntities = extractors({ workload, workload_role: workloadRole });

/** Where a role may stand in a request; the first found counts. */
const ROLE_PATHS: readonly (readonly string[])[] = [
  ["roleArn"],
  ["roleARN"], // CloudFormation
  ["target", "roleArn"], // Scheduler
  ["serviceRole"], // CodeBuild
  ["serviceRoleOverride"],
  ["role"], // Glue
  ["jobUpdate", "role"],
  ["taskRoleArn"], // ECS
  ["overrides", "taskRoleArn"],
  ["instanceConfiguration", "instanceRoleArn"], // App Runner
  ["executionRoleArn"], // AgentCore
  ["agentResourceRoleArn"], // Bedrock
];

function roleOf(call: Call): string | null {
  for (const path of ROLE_PATHS) {
    const role = textAt(call.request, ...path);
    if (role !== null) return role;
  }
  const ofTarget = listAt(call.request, "targets").map((target) => textAt(target, "roleArn"));
  return ofTarget.find((role) => role !== null) ?? deniedRole(call);
}

interface WorkloadShape {
  readonly kind: AutomationKind;
  /** Between account and name in the ARN, such as `stateMachine:`. */
  readonly prefix: string;
  readonly names: readonly string[];
  readonly arns: readonly (readonly string[])[];
}

const SHAPES: Readonly<Record<string, WorkloadShape>> = {
  states: { kind: "workflow", prefix: "stateMachine:", names: ["name"], arns: [["stateMachineArn"]] },
  codebuild: { kind: "job", prefix: "project/", names: ["projectName", "name"], arns: [["project", "arn"]] },
  glue: { kind: "job", prefix: "job/", names: ["jobName", "name"], arns: [] },
};

/** The workflow or job that a call defines or starts; empty for services whose things are not followed. */
function workloadOf(call: Call): Entities {
  const shape = Object.hasOwn(SHAPES, call.envelope.service) ? SHAPES[call.envelope.service] : undefined;
  if (shape === undefined) return {};
  const arn =
    shape.arns.map((path) => textAt(call.response, ...path) ?? textAt(call.request, ...path)).find((found) => found !== null) ?? null;
  const name = arn === null ? shape.names.map((key) => textAt(call.request, key)).find((found) => found !== null) : nameIn(arn, shape);
  if (name === undefined || name === null || name === "") return {};
  const { partition, region, account } = call.home;
  const id = `arn:${partition}:${call.envelope.service}:${region ?? ""}:${account}:${shape.prefix}${name}`;
  return { automationId: id, automationKind: shape.kind, automationName: name };
}

function nameIn(arn: string, shape: WorkloadShape): string {
  const resource = parseArn(arn)?.resource ?? arn;
  // A state machine's ARN may carry a version or alias behind its name.
  return lastSegment(resource.startsWith(shape.prefix) ? resource.slice(shape.prefix.length) : resource).split(":")[0] ?? "";
}

function workload(call: Call): Entities {
  const { runAsId, runAsArn } = runAs(roleOf(call), call);
  const { request } = call;
  const traits: Trait[] = call.envelope.op.startsWith("Create") ? ["created"] : [];
  const changesCode = !call.envelope.op.startsWith("Start") || textAt(request, "buildspecOverride") !== null;
  if (changesCode) traits.push("code_changed");
  return {
    ...workloadOf(call),
    runAsId,
    traits,
    detail: detail({
      codeSource: textAt(request, "command", "scriptLocation") ?? textAt(request, "source", "location"),
      buildspecOverride: textAt(request, "buildspecOverride") === null ? null : true,
      runAsArn,
    }),
  };
}

function workloadRole(call: Call): Entities {
  const { runAsId, runAsArn } = runAs(roleOf(call), call);
  const functionTarget = functionRef(textAt(call.request, "target", "arn"), call.home);
  return {
    ...(functionTarget === null ? workloadOf(call) : automationOf(functionTarget)),
    // A schedule's role calls the function; it is not what the function runs as.
    runAsId: functionTarget === null ? runAsId : null,
    targetId: runAsId,
    targetType: "role",
    traits: passRefused(call) ? ["denied_pass"] : [],
    detail: detail({ runAsArn, passedTo: call.envelope.service, errorMessage: textAt(call.record, "errorMessage") }),
  };
}
