import type { LogRecord, Unwrapped } from "../../contract.ts";
import { isFields, listAt, textAt } from "../../fields.ts";
import { recordOfRow } from "./rows.ts";
import { recordOfOcsf } from "./ocsf.ts";

/*
 * What other systems wrap CloudTrail events into: EventBridge (`detail`), LookupEvents (`CloudTrailEvent`), CloudWatch Logs
 * (`logEvents[].message`), SNS and SQS (`Message`, `body`), CloudTrail Lake (`eventJson`), Splunk (`result._raw`), OpenSearch and
 * Elastic (`_source`, `aws.cloudtrail`, `event.original`), and tools that keep test records (`data`, `log`).
 */

/** Keys of one record, the closest to what AWS delivered first. */
const KEYS = [
  "CloudTrailEvent",
  "eventJson",
  "eventjson",
  "_raw",
  "event.original",
  "original",
  "detail",
  "result",
  "_source",
  "hits",
  "event",
  "aws",
  "aws.cloudtrail",
  "cloudtrail",
  "message",
  "@message",
  "Message",
  "Sns",
  "body",
  "Body",
  "log",
  "data",
];

/** Keys of a list of records. */
const LISTS = ["Records", "Events", "logEvents", "events", "results", "hits"];

/** What a value that is no event itself holds of CloudTrail, one level down; null if nothing. */
export function unwrapCloudTrail(value: LogRecord): readonly Unwrapped[] | null {
  const whole = recordOfOcsf(value);
  if (whole !== null) return [whole];
  // An event in the vendor's own form wraps nothing, whatever its fields are called.
  const row = recordOfRow(value);
  const isEvent = textAt(value, "eventVersion") !== null && textAt(value, "_raw") === null;
  const inside = isEvent ? [] : [...itemsOf(value), ...singleOf(value), ...tableRows(value)];
  const found = row === null ? inside : [...inside, row];
  return found.length === 0 ? null : found;
}

function singleOf(value: LogRecord): readonly Unwrapped[] {
  return KEYS.flatMap((key) => (Object.hasOwn(value, key) ? candidate(value[key], key) : []));
}

function itemsOf(value: LogRecord): readonly Unwrapped[] {
  return LISTS.flatMap((key) => {
    const list = Object.hasOwn(value, key) ? value[key] : null;
    return Array.isArray(list) ? list.flatMap((item: unknown, at) => itemCandidate(item, `${key}[${at}]`)) : [];
  });
}

/** An item of a list is mostly a wrapper itself, of which the path names the part that is meant. */
function itemCandidate(item: unknown, path: string): readonly Unwrapped[] {
  const event = textAt(item, "CloudTrailEvent");
  if (event !== null) return [{ record: event, path: `${path}.CloudTrailEvent` }];
  const message = textAt(item, "message");
  return message === null ? candidate(item, path) : candidate(message, `${path}.message`);
}

function candidate(value: unknown, path: string): readonly Unwrapped[] {
  if (isFields(value)) return [{ record: value, path }];
  return typeof value === "string" && (path === "CloudTrailEvent" || holdsEvent(value)) ? [{ record: value, path }] : [];
}

/** A text is worth parsing if it is an object that names an event or another wrapper of one. */
function holdsEvent(text: string): boolean {
  return /^\s*\{/.test(text) && /eventName|eventname|class_uid/.test(text);
}

/** Answers of the query interfaces: Lake gives each row as a list of columns, Athena as a list of values below a header. */
function tableRows(value: LogRecord): readonly Unwrapped[] {
  const lake = listAt(value, "QueryResultRows").map((columns) => Object.fromEntries(listAt({ columns }, "columns").flatMap(entries)));
  const athena = listAt(value, "ResultSet", "Rows").map((row) => listAt(row, "Data").map((cell) => textAt(cell, "VarCharValue")));
  const [header, ...rows] = athena;
  return [
    ...lake.map((record, at) => ({ record, path: `QueryResultRows[${at}]` })),
    ...rows.map((cells, at) => ({ record: rowOf(header ?? [], cells), path: `ResultSet.Rows[${at + 1}]` })),
  ];
}

function entries(column: unknown): readonly (readonly [string, unknown])[] {
  return isFields(column) ? Object.entries(column) : [];
}

function rowOf(header: readonly (string | null)[], cells: readonly (string | null)[]): LogRecord {
  return Object.fromEntries(header.flatMap((name, at) => (name === null ? [] : [[name, cells[at] ?? null] as const])));
}
