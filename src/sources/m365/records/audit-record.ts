import type { LogRecord } from "../../contract.ts";
import { isFields, listAt, objectAt, parsedJson, textAt } from "../../fields.ts";

/*
 * Records of the unified audit log in their spellings: as the Management Activity API gives them (and every export that keeps
 * them whole), and flattened into columns of Sentinel's tables, which rename fields: OfficeActivity its way, those of the
 * Power Platform (PowerAutomateActivity and its sisters) another:
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema
 * https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/officeactivity
 * https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/powerautomateactivity
 */

type Fields = Readonly<Record<string, unknown>>;

/** Whether a record is one of the unified audit log, in any spelling. */
export function isAuditRecord(record: LogRecord): boolean {
  return isWhole(record) || isRow(record);
}

function isWhole(record: LogRecord): boolean {
  if (textAt(record, "CreationTime") === null || textAt(record, "Operation") === null) return false;
  return record["RecordType"] !== undefined || textAt(record, "Workload") !== null;
}

function isRow(record: LogRecord): boolean {
  if (textAt(record, "OfficeWorkload") !== null) return textAt(record, "Operation") !== null;
  return textAt(record, "EventOriginalType") !== null && textAt(record, "EventOriginalUid") !== null && textAt(record, "Workload") !== null;
}

/** Columns by the name that the API gives the same thing. */
const COLUMNS: readonly (readonly [string, readonly string[]])[] = [
  ["CreationTime", ["TimeGenerated", "Start_Time", "TimeGenerated [UTC]"]],
  ["Operation", ["Operation", "EventOriginalType"]],
  ["Id", ["OfficeId", "SourceRecordId", "EventOriginalUid"]],
  ["Workload", ["OfficeWorkload", "Workload"]],
  ["ResultStatus", ["ResultStatus", "EventResult"]],
  ["UserId", ["UserId", "ActorName"]],
  ["UserKey", ["UserKey", "ActorUserId"]],
  ["UserUPN", ["UserUPN", "UserUpn"]],
  ["RecipientUPN", ["RecipientUPN", "RecipientUpn"]],
  ["ObjectId", ["OfficeObjectId", "ObjectId"]],
  ["ClientIP", ["ClientIP", "Client_IPAddress", "SrcIpAddr"]],
  ["SiteUrl", ["SiteUrl", "Site_Url"]],
  ["Site", ["Site_"]],
];

/** The record as the API writes it. The same object where it is. */
export function asAuditRecord(record: LogRecord): LogRecord {
  if (isWhole(record) || !isRow(record)) return record;
  const mended: Record<string, unknown> = { ...record };
  for (const [name, columns] of COLUMNS) mended[name] = columns.map((column) => textAt(record, column)).find((text) => text !== null);
  mended["UserType"] = record["UserType"] ?? record["ActorUserType"];
  for (const name of NESTED) mended[name] = parsedJson(record[name]) ?? record[name];
  return mended;
}

/** Columns that hold lists and objects as JSON text. */
const NESTED: readonly string[] = [
  "Parameters",
  "OperationProperties",
  "ExtendedProperties",
  "ModifiedProperties",
  "PropertyCollection",
  "AdditionalInfo",
];

/** A field that is an object, or JSON text of one where exporters flatten. */
export function opened(record: LogRecord, name: string): Fields {
  const given = record[name];
  const value = typeof given === "string" ? parsedJson(given) : given;
  return isFields(value) ? value : objectAt(null);
}

/** The items of a list of objects, which exporters write as JSON text. */
export function itemsOf(record: unknown, name: string): readonly Fields[] {
  const given = isFields(record) ? record[name] : null;
  const list = typeof given === "string" ? parsedJson(given) : given;
  return listAt({ list }, "list").filter(isFields);
}

/** Name and value pairs as one object by lower-cased name. The first of two that share a name counts. */
export function bag(record: LogRecord, name: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const item of itemsOf(record, name)) {
    const key = textAt(item, "Name")?.toLowerCase() ?? textAt(item, "Key")?.toLowerCase();
    const value = item["Value"];
    if (key === undefined || found.has(key)) continue;
    found.set(key, typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value));
  }
  return found;
}
