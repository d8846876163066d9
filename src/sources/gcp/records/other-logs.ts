import type { LogRecord } from "../../contract.ts";
import { isFields, textAt } from "../../fields.ts";
import { entryText, logIdOf } from "./log-entry.ts";

/** Logs of Cloud Logging that some source here reads: https://cloud.google.com/logging/docs/api/platform-logs */
export const READ_LOGS = {
  flow: ["compute.googleapis.com/vpc_flows", "networkmanagement.googleapis.com/vpc_flows"],
  dns: ["dns.googleapis.com/dns_queries"],
  requests: ["run.googleapis.com/requests"],
  findings: ["securitycenter.googleapis.com/findings", "threatdetection.googleapis.com/detection"],
  // Runs of Apps Script, which are read with Workspace.
  scripts: ["script.googleapis.com/console_logs", "script.googleapis.com/execution_transcript"],
} as const;

const READ: ReadonlySet<string> = new Set(Object.values(READ_LOGS).flat());

export function isOfLog(record: LogRecord, ids: readonly string[]): boolean {
  const id = logIdOf(record);
  return id !== null && ids.includes(id);
}

/**
 * An entry of Cloud Logging that tells nothing about automations: a sink carries all logs of a
 * project. Audit entries without a method are among them.
 */
export function isOtherLog(record: LogRecord): boolean {
  const id = logIdOf(record);
  if (id === null || entryText(record, "insertId") === null || READ.has(id)) return false;
  if (typeof record["protoPayload"] === "string" || isFields(record["protopayload_auditlog"]) || isFields(record["protopayload"]))
    return false;
  return textAt(record, "protoPayload", "methodName") === null;
}
