import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { eventTimeMs } from "../event-time.ts";
import { textAt } from "../fields.ts";
import { WORKSPACE_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";

/*
 * What runs of scripts write to Cloud Logging, where a script is tied to a standard Cloud project:
 * https://developers.google.com/apps-script/guides/logging#cloud_logging and the monitored resource `app_script_function`:
 * https://cloud.google.com/monitoring/api/resources#tag_app_script_function. Labels name the run, the script by a key that no other log
 * knows, and the person by a key that changes; nothing names the script's file or the person. Scripts that print nothing show failures only.
 */

const LABEL = "script.googleapis.com/";

const scriptLogs: Source = {
  id: "google-workspace/script-logs",
  title: "Apps Script logs in Cloud Logging",
  provider: "google-workspace",
  logsource: { product: "google_workspace", service: "google_workspace.script_logs" },
  vendorDocs: "https://developers.google.com/apps-script/guides/logging",
  requires: ["Scripts tied to standard Cloud projects, and a sink that carries script.googleapis.com/console_logs"],
  bytes: {
    operationAnchor: '"invocation_type":"',
    operationField: "resource.labels.invocation_type",
    serviceAnchor: '"function_name":"',
    serviceField: "resource.labels.function_name",
    recordStart: '{"insertId":"',
    activityNeedles: [],
  },
  matches: (record) =>
    textAt(record, "resource", "type") === "app_script_function" && textAt(record, "protoPayload", "methodName") === null,
  envelope: runEnvelope,
  entities: { script_run: run },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: WORKSPACE_BLIND_SPOTS,
};

export default scriptLogs;

/** All lines of a run join by its process; the earliest stands for the run. */
function runEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const tsMs = eventTimeMs(textAt(record, "timestamp") ?? textAt(record, "receiveTimestamp"));
  if (tsMs === null) return { unusable: "no usable timestamp" };
  const project = textAt(record, "resource", "labels", "project_id") ?? "unknown";
  const process = label(record, "process_id");
  const eventId = textAt(record, "insertId") ?? process ?? `at-${tsMs}`;
  return {
    dupKey: `${textAt(record, "logName") ?? ""}/${tsMs}/${eventId}`,
    eventId,
    operationKey: process === null ? null : `${project}/${process}`,
    op: "run",
    rawOp: textAt(record, "resource", "labels", "function_name") ?? "run",
    service: "script",
    tsMs,
    provider: "google-workspace",
    account: project,
    region: null,
    actorId: null,
    actorType: "unknown",
    sessionName: null,
    sessionAutomationId: null,
    credentialId: null,
    runtimeAgent: true,
    invokedBy: null,
    via: "unknown",
    srcIp: null,
    srcIpClass: "none",
    userAgent: null,
    outcome: textAt(record, "severity") === "ERROR" ? "error" : "success",
    flags: [],
  };
}

function label(record: LogRecord, name: string): string | null {
  return textAt(record, "labels", LABEL + name);
}

/** The script by its key within the Cloud project, since its file is not named. */
function run(record: LogRecord, envelope: Envelope): Entities {
  const key = label(record, "project_key");
  return {
    ...(key === null ? {} : { automationId: `${envelope.account}/${key}`, automationKind: "script" as const }),
    targetId: envelope.account,
    targetType: "cloud_project",
    detail: detail({
      functionName: textAt(record, "resource", "labels", "function_name"),
      invocationType: textAt(record, "resource", "labels", "invocation_type"),
      processId: label(record, "process_id"),
      deploymentId: label(record, "deployment_id"),
      userKey: label(record, "user_key"),
    }),
  };
}
