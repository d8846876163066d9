import type { Entities } from "../../../facts/fact.ts";
import type { AutomationKind } from "../../../facts/kinds.ts";
import { textAt } from "../../fields.ts";
import type { AutomationRef } from "../names/automation.ts";
import { at, detail, extractors, text } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { deniedPass } from "../records/refusal.ts";
import { runAsOf } from "../names/run-as.ts";

/*
 * Other services that run somebody's code as a service account: Dataflow, Composer, Vertex AI, Workbench, Batch, Cloud Tasks.
 * Methods: https://cloud.google.com/dataflow/docs/audit-logging, https://cloud.google.com/composer/docs/how-to/audit-logging,
 * https://cloud.google.com/vertex-ai/docs/general/audit-logging. Where bodies name the account: the REST reference of each. No record was seen.
 */

export const batchEntities = extractors({
  batch_workload: batchWorkload,
  batch_identity: batchIdentity,
  batch_deleted: (call) => ({ ...workloadOf(call), traits: ["removal"] }),
});

interface Shape {
  /** Key of the workload in the request. */
  readonly key: string;
  readonly collection: string;
  readonly kind: AutomationKind;
  /** Where the workload names its account. */
  readonly account: readonly (readonly string[])[];
}

const JOB_SPEC = ["jobSpec", "serviceAccount"];

/** By the last word of the method, without what was done. */
const SHAPES: Readonly<Record<string, Shape>> = {
  "jobs.create": { key: "job", collection: "jobs", kind: "job", account: [["environment", "serviceAccountEmail"]] },
  "jobs.updateContents": { key: "job", collection: "jobs", kind: "job", account: [["environment", "serviceAccountEmail"]] },
  Environment: { key: "environment", collection: "environments", kind: "workflow", account: [["config", "nodeConfig", "serviceAccount"]] },
  CustomJob: { key: "customJob", collection: "customJobs", kind: "job", account: [JOB_SPEC] },
  HyperparameterTuningJob: {
    key: "hyperparameterTuningJob",
    collection: "hyperparameterTuningJobs",
    kind: "job",
    account: [["trialJobSpec", "serviceAccount"]],
  },
  PipelineJob: { key: "pipelineJob", collection: "pipelineJobs", kind: "workflow", account: [["serviceAccount"]] },
  ReasoningEngine: { key: "reasoningEngine", collection: "reasoningEngines", kind: "run", account: [["spec", "serviceAccount"]] },
  NotebookExecutionJob: { key: "notebookExecutionJob", collection: "notebookExecutionJobs", kind: "job", account: [["serviceAccount"]] },
  Instance: {
    key: "instance",
    collection: "instances",
    kind: "job",
    account: [["serviceAccount"], ["gceSetup", "serviceAccounts", "0", "email"]],
  },
  Job: { key: "job", collection: "jobs", kind: "job", account: [["allocationPolicy", "serviceAccount", "email"]] },
  Task: {
    key: "task",
    collection: "tasks",
    kind: "schedule",
    account: [
      ["httpRequest", "oauthToken", "serviceAccountEmail"],
      ["httpRequest", "oidcToken", "serviceAccountEmail"],
    ],
  },
};

function shapeOf(call: Call): Shape | null {
  const { op } = call.envelope;
  return SHAPES[op] ?? SHAPES[op.replace(/^(Create|Update|Delete)/, "")] ?? null;
}

function bodyOf(call: Call, shape: Shape): unknown {
  return at(call.request, shape.key) ?? (Object.keys(call.response).length > 0 ? call.response : call.request);
}

/** Names that the service makes up stand in the answer; before it, the name that people gave. */
function workloadOf(call: Call): AutomationRef {
  const shape = shapeOf(call);
  if (shape === null) return {};
  const body = bodyOf(call, shape);
  const paths = [text(body, "name"), text(call.response, "name"), call.resourceName, text(call.request, "name")];
  const named = paths
    .map((path) => new RegExp(`(?:^|/)${shape.collection}/([^/]+)`).exec(path ?? "")?.[1])
    .find((found) => found !== undefined);
  const bare = text(body, "name")?.includes("/") === true ? null : text(body, "name");
  const name = named ?? text(call.request, "instanceId") ?? text(call.request, "jobId") ?? bare ?? text(body, "displayName");
  if (name === null) return {};
  const region =
    /(?:locations|zones)\/([^/ ]+)/.exec(`${call.resourceName} ${text(call.request, "parent") ?? ""}`)?.[1] ?? call.envelope.region;
  const id = `//${call.envelope.service}.googleapis.com/projects/${call.envelope.account}/locations/${region ?? "unknown"}/${shape.collection}/${name}`;
  return { automationId: id, automationKind: shape.kind, automationName: name };
}

function accountOf(call: Call): string | null {
  const shape = shapeOf(call);
  if (shape === null) return null;
  const bodies = [bodyOf(call, shape), call.response];
  return bodies.flatMap((body) => shape.account.map((path) => textIn(body, path))).find((found) => found !== null) ?? null;
}

/** A text at a path that may lead through the first item of a list. */
function textIn(body: unknown, path: readonly string[]): string | null {
  const list = path.indexOf("0");
  if (list === -1) return text(body, ...path);
  const items = at(body, ...path.slice(0, list));
  return Array.isArray(items) ? text(items[0], ...path.slice(list + 1)) : null;
}

function batchWorkload(call: Call): Entities {
  const runAs = runAsOf(accountOf(call));
  const isNew = /^(Create|jobs\.create$)/.test(call.envelope.op);
  return {
    ...workloadOf(call),
    runAsId: runAs.runAsId ?? null,
    traits: ["code_changed", ...(isNew ? (["created"] as const) : []), ...(runAs.traits ?? []), ...deniedPass(call)],
    detail: detail({
      uri: text(call.request, "task", "httpRequest", "url"),
      errorMessage: textAt(call.payload, "status", "message"),
    }),
  };
}

function batchIdentity(call: Call): Entities {
  const { runAsId = null, traits = [] } = runAsOf(accountOf(call));
  return { ...workloadOf(call), runAsId, targetId: runAsId, targetType: "service_account", traits: [...traits, ...deniedPass(call)] };
}
