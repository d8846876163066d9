import type { Entities, Envelope } from "../../facts/fact.ts";
import { stableHash } from "../../facts/fact-id.ts";
import type { LogRecord, Source, Unwrapped } from "../contract.ts";
import { eventTimeMs } from "../event-time.ts";
import { isFields, listAt, orderedJson, textAt } from "../fields.ts";
import { WORKSPACE_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";

/*
 * Runs of scripts as the Apps Script API lists them, an inventory and no audit log: somebody has to have asked for it.
 * https://developers.google.com/apps-script/api/reference/rest/v1/processes. A process names neither the script's id nor the person, both
 * of which were in the question; whoever keeps the answers can write `scriptId`, `userEmail` and `customerId` beside `processes`.
 */

const scriptProcesses: Source = {
  id: "google-workspace/script-processes",
  title: "Apps Script processes",
  provider: "google-workspace",
  logsource: { product: "google_workspace", service: "google_workspace.script_processes" },
  vendorDocs: "https://developers.google.com/apps-script/api/reference/rest/v1/processes",
  requires: ["Answers of processes.list or processes.listScriptProcesses, with the scriptId that was asked for"],
  bytes: {
    operationAnchor: '"processType":"',
    operationField: "processType",
    serviceAnchor: '"processStatus":"',
    serviceField: "processStatus",
    recordStart: '{"projectName":"',
    activityNeedles: [],
  },
  listKeys: ["processes"],
  unwrap: unwrapProcesses,
  matches: (record) => textAt(record, "processType") !== null && textAt(record, "startTime") !== null,
  envelope: processEnvelope,
  entities: { script_process: process },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: WORKSPACE_BLIND_SPOTS,
};

export default scriptProcesses;

function unwrapProcesses(value: LogRecord): readonly Unwrapped[] | null {
  const processes = listAt(value, "processes").filter(isFields);
  if (!processes.some((one) => textAt(one, "processType") !== null)) return null;
  const asked = { scriptId: value["scriptId"], userEmail: value["userEmail"], customerId: value["customerId"] };
  return processes.map((one, index) => ({ record: { ...asked, ...one }, path: `processes[${index}]` }));
}

const OUTCOMES: Readonly<Record<string, Envelope["outcome"]>> = { COMPLETED: "success", RUNNING: "started", FAILED: "error" };

function processEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const tsMs = eventTimeMs(textAt(record, "startTime"));
  if (tsMs === null) return { unusable: "no usable startTime" };
  const eventId = `process-${stableHash([orderedJson(record)], 16)}`;
  return {
    dupKey: `${tsMs}/${eventId}`,
    eventId,
    operationKey: null,
    op: "run",
    rawOp: textAt(record, "functionName") ?? "run",
    service: "script",
    tsMs,
    provider: "google-workspace",
    account: textAt(record, "customerId") ?? "unknown",
    region: null,
    actorId: textAt(record, "userEmail")?.toLowerCase() ?? null,
    actorType: textAt(record, "userEmail") === null ? "unknown" : "user",
    sessionName: null,
    sessionAutomationId: textAt(record, "scriptId"),
    credentialId: null,
    runtimeAgent: true,
    invokedBy: null,
    via: "unknown",
    srcIp: null,
    srcIpClass: "none",
    userAgent: null,
    outcome: OUTCOMES[textAt(record, "processStatus") ?? ""] ?? "unknown",
    flags: [],
  };
}

function process(record: LogRecord): Entities {
  const scriptId = textAt(record, "scriptId");
  return {
    ...(scriptId === null ? {} : { automationId: scriptId, automationKind: "script" as const }),
    automationName: textAt(record, "projectName"),
    detail: detail({
      functionName: textAt(record, "functionName"),
      processType: textAt(record, "processType"),
      processStatus: textAt(record, "processStatus"),
      userAccessLevel: textAt(record, "userAccessLevel"),
    }),
  };
}
