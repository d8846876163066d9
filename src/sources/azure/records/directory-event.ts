import type { LogRecord } from "../../contract.ts";
import { isFields, listAt, objectAt, parsedJson, textAt } from "../../fields.ts";
import { opened } from "./activity-record.ts";

/*
 * Directory events in their three spellings: diagnostic settings, Microsoft Graph (`directoryAudits`), and rows of the Log
 * Analytics table AuditLogs:
 * https://learn.microsoft.com/en-us/graph/api/resources/directoryaudit
 * https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/auditlogs
 */

/** Whether a record is a directory event. */
export function isDirectoryEvent(record: LogRecord): boolean {
  if (textAt(record, "activityDisplayName") !== null) return textAt(record, "activityDateTime") !== null;
  if (textAt(record, "TimeGenerated") !== null) return textAt(record, "OperationName") !== null && record["TargetResources"] !== undefined;
  const category = textAt(record, "category")?.toLowerCase();
  return category === "auditlogs" || (category === "policy" && textAt(record, "properties", "activityDisplayName") !== null);
}

/** The event as diagnostic settings write it, its operation with plain dashes and without blanks at the ends. */
export function asDirectoryEvent(given: LogRecord): LogRecord {
  const record = spread(given);
  const name = textAt(record, "operationName");
  const plain = plainName(name ?? textAt(record, "properties", "activityDisplayName") ?? "");
  return plain === name ? record : { ...record, operationName: plain };
}

function spread(record: LogRecord): LogRecord {
  if (textAt(record, "activityDisplayName") !== null)
    return {
      time: record["activityDateTime"],
      category: "AuditLogs",
      operationName: record["activityDisplayName"],
      correlationId: record["correlationId"],
      properties: record,
    };
  if (textAt(record, "TimeGenerated") === null) return record;
  return {
    ...record,
    time: record["TimeGenerated"],
    category: "AuditLogs",
    operationName: record["OperationName"],
    tenantId: textAt(record, "AADTenantId") ?? textAt(record, "TenantId"),
    correlationId: record["CorrelationId"],
    properties: {
      id: record["Id"],
      result: record["Result"],
      initiatedBy: opened(record["InitiatedBy"]),
      targetResources: listIn(record["TargetResources"]),
      additionalDetails: listIn(record["AdditionalDetails"]),
    },
  };
}

function listIn(value: unknown): readonly unknown[] {
  const parsed = typeof value === "string" ? parsedJson(value) : value;
  return Array.isArray(parsed) ? parsed : [];
}

/** The vendor writes some dashes long and leaves blanks behind. */
function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replaceAll(/[\u2010-\u2015]/g, "-")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Resources that an event is about, the first being the one that was acted on. */
export function targetsOf(record: LogRecord): readonly ReturnType<typeof objectAt>[] {
  return listAt(record, "properties", "targetResources").filter(isFields);
}

/** New and old value of a property that an event changed, JSON inside text already read. */
export function changeOf(record: LogRecord, name: string): { readonly now: unknown; readonly before: unknown } {
  for (const target of targetsOf(record)) {
    for (const change of listAt(target, "modifiedProperties")) {
      if (textAt(change, "displayName")?.toLowerCase() !== name.toLowerCase()) continue;
      return { now: plainValue(objectAt(change)["newValue"]), before: plainValue(objectAt(change)["oldValue"]) };
    }
  }
  return { now: null, before: null };
}

/** New value as text; one that sits alone in a list counts. */
export function newText(record: LogRecord, name: string): string | null {
  const { now } = changeOf(record, name);
  const value: unknown = Array.isArray(now) ? now[0] : now;
  return typeof value === "string" && value !== "" ? value : null;
}

function plainValue(value: unknown): unknown {
  return parsedJson(value) ?? value ?? null;
}
