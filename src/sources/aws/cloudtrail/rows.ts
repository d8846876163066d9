import type { LogRecord, Unwrapped } from "../../contract.ts";
import { isFields, parsedJson } from "../../fields.ts";
import { FIELD_NAMES, INNER_NAMES, RESOURCE_NAMES } from "./names.ts";
import { structValue } from "./struct-text.ts";

/*
 * Rows of tables that hold CloudTrail: Athena (https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html) and
 * CloudTrail Lake (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-event-data-store-cloudtrail.html).
 * Names are in lower case, times without their zone, and what is nested is JSON or struct text.
 */

/** Fields with JSON of any shape. Where it cannot be read, what it says is unknown and not nothing. */
const FREE = new Set(["requestParameters", "responseElements", "additionalEventData", "serviceEventDetails", "edgeDeviceDetails"]);
const NESTED = new Set(["userIdentity", "resources", "tlsDetails", "addendum", "eventContext"]);
const UNKNOWN = '{"omitted":true}';
/** More columns than any such table has. */
const MOST_COLUMNS = 500;

/** Whether nested fields are texts, as exports leave them. */
export function hasFlatFields(record: LogRecord): boolean {
  return isNestedText(record["userIdentity"]) || isNestedText(record["requestParameters"]) || isNestedText(record["responseElements"]);
}

function isNestedText(value: unknown): value is string {
  return typeof value === "string" && /^\s*[{[]/.test(value);
}

/** The row as the record that it was made from; null if it is no row of such a table. */
export function recordOfRow(row: LogRecord): Unwrapped | null {
  const keys = Object.keys(row);
  if (keys.length > MOST_COLUMNS) return null;
  const names = keys.map((key) => FIELD_NAMES.get(key.toLowerCase()));
  const has = (name: string): boolean => names.includes(name);
  if (!has("eventName") || !has("eventSource") || !has("eventTime")) return null;
  if (!has("userIdentity") && !has("eventVersion") && !has("eventID")) return null;
  if (!hasFlatFields(row) && keys.every((key, at) => names[at] === undefined || names[at] === key)) return null;
  const parts = keys.map((key, at) => fieldText(names[at], row[key]));
  return { record: `{${parts.filter((part) => part !== null).join(",")}}`, path: "" };
}

/** `"name":value` as JSON text, so that a key written twice stays written twice. */
function fieldText(name: string | undefined, value: unknown): string | null {
  if (name === undefined || value === null || value === undefined || value === "" || value === "null") return null;
  return `${JSON.stringify(name)}:${valueText(name, value)}`;
}

function valueText(name: string, value: unknown): string {
  if (name === "eventTime") return JSON.stringify(withZone(value));
  if (NESTED.has(name)) return nestedText(value, name === "resources" ? RESOURCE_NAMES : INNER_NAMES);
  return FREE.has(name) ? freeText(value) : JSON.stringify(value);
}

/** Athena and Lake print UTC without saying so. */
function withZone(value: unknown): unknown {
  const parts = typeof value === "string" ? /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?( ?UTC)?$/.exec(value) : null;
  return parts === null ? value : `${parts[1]}T${parts[2]}${parts[3] ?? ""}Z`;
}

function nestedText(value: unknown, names: ReadonlyMap<string, string>): string {
  if (!isNestedText(value)) return JSON.stringify(respelled(value, names));
  const parsed = jsonIn(value);
  if (parsed === undefined) return JSON.stringify(respelled(structValue(value) ?? {}, names));
  // Text in the vendor's spelling stays as it is, keys that are written twice included.
  return /"(principalid|accountid|username|invokedby|sessioncontext)"/.test(value) ? JSON.stringify(respelled(parsed, names)) : value;
}

/** Tells struct text by its beginning, because an attempt to parse it costs more than everything else here. */
function jsonIn(text: string): unknown {
  return /^\s*(\{\s*["}]|\[)/.test(text) ? parsedJson(text) : undefined;
}

function respelled(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => respelled(item, names));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [names.get(key) ?? key, respelled(item, names)]));
}

function freeText(value: unknown): string {
  if (!isNestedText(value)) return JSON.stringify(value);
  if (jsonIn(value) !== undefined) return value;
  const struct = structValue(value);
  return struct === undefined ? UNKNOWN : JSON.stringify(struct);
}
