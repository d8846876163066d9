import { listAt, textAt } from "../../fields.ts";
import type { Call } from "./extractor.ts";
import { deniedRole } from "./lambda.ts";

/*
 * Where each service's calls keep the role that is handed to it, after the services' API references
 * and the paths of https://pathfinding.cloud. `[]` stands for the items of a list. Glue takes bare names.
 */

const REQUESTED: Readonly<Record<string, readonly string[]>> = {
  apprunner: ["instanceConfiguration.instanceRoleArn"],
  batch: [
    "containerProperties.jobRoleArn",
    "ecsProperties.taskProperties.[].taskRoleArn",
    "nodeProperties.nodeRangeProperties.[].container.jobRoleArn",
  ],
  bedrock: ["agentResourceRoleArn", "executionRoleArn"],
  "bedrock-agentcore": ["executionRoleArn", "roleArn"],
  "bedrock-agentcore-control": ["executionRoleArn", "roleArn"],
  cloudformation: ["roleARN", "administrationRoleARN", "executionRoleArn"],
  codebuild: [
    "serviceRole",
    "serviceRoleOverride",
    "buildBatchConfig.serviceRole",
    "buildBatchConfigOverride.serviceRole",
    "fleetServiceRole",
  ],
  ecs: ["taskRoleArn", "overrides.taskRoleArn", "executionRoleArn", "overrides.executionRoleArn"],
  events: ["roleArn", "targets.[].roleArn"],
  glue: ["role", "jobUpdate.role", "roleArn"],
  lambda: ["permissionsConfig.capacityProviderOperatorRoleArn"],
  pipes: ["roleArn"],
  sagemaker: [
    "roleArn",
    "executionRoleArn",
    "trainingJobDefinition.roleArn",
    "trainingJobDefinitions.[].roleArn",
    "defaultUserSettings.executionRole",
    "userSettings.executionRole",
  ],
  scheduler: ["target.roleArn"],
  states: ["roleArn"],
};

/** Answers that repeat the role of the thing, also where the call did not name it. */
const ANSWERED: Readonly<Record<string, readonly string[]>> = {
  apprunner: ["service.instanceConfiguration.instanceRoleArn"],
  bedrock: ["agent.agentResourceRoleArn", "executionRoleArn"],
  codebuild: ["project.serviceRole", "build.serviceRole", "buildBatch.serviceRole", "sandbox.serviceRole"],
  ecs: ["taskDefinition.taskRoleArn"],
  glue: ["roleArn", "session.role"],
};

/** Role that the call hands over, or would have handed over had it not been refused. */
export function passedRoleOf(call: Call): string | null {
  return firstAt(call.request, REQUESTED[call.envelope.service]) ?? pipelineRole(call) ?? deniedRole(call);
}

/** Role that the thing runs as after the call, as far as the record says. */
export function roleAfter(call: Call): string | null {
  // An ECS task acts as its task role; the execution role only fetches its image and writes its logs.
  if (call.envelope.service === "ecs") return firstAt(call.request, ["taskRoleArn", "overrides.taskRoleArn"]) ?? answered(call);
  return firstAt(call.request, REQUESTED[call.envelope.service]) ?? pipelineRole(call) ?? answered(call);
}

function answered(call: Call): string | null {
  return firstAt(call.response, ANSWERED[call.envelope.service]);
}

/** Data Pipeline keeps roles as fields of its objects, by bare name. */
function pipelineRole(call: Call): string | null {
  if (call.envelope.service !== "datapipeline") return null;
  const fields = listAt(call.request, "pipelineObjects").flatMap((object) => listAt(object, "fields"));
  const roles = ["resourceRole", "role"].map((key) => fields.find((field) => textAt(field, "key") === key));
  return roles.map((field) => textAt(field, "stringValue")).find((role) => role !== null) ?? null;
}

function firstAt(value: unknown, paths: readonly string[] = []): string | null {
  for (const path of paths) {
    const found = textsAlong(value, path.split("."))[0];
    if (found !== undefined) return found;
  }
  return null;
}

function textsAlong(value: unknown, path: readonly string[]): readonly string[] {
  const at = path.indexOf("[]");
  if (at === -1) return [textAt(value, ...path)].filter((text) => text !== null);
  return listAt(value, ...path.slice(0, at)).flatMap((item) => textsAlong(item, path.slice(at + 1)));
}
