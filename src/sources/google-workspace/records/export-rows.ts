import type { LogRecord, Unwrapped } from "../../contract.ts";
import { isFields, numberAt, objectAt, textAt } from "../../fields.ts";
import { scalarAt } from "./scalar.ts";

/*
 * Rows of the `activity` table that Workspace writes to BigQuery, one event a row, its parameters in a column named like the
 * application: https://support.google.com/a/answer/9079365. Splunk's add-ons send Drive events without their item, and messages of the
 * older table of Gmail logs, as published with its detections: https://github.com/splunk/security_content (data_sources/g_suite_*.yml)
 */

/** A row as an activity; null for any other record. */
export function ofRow(value: LogRecord): readonly Unwrapped[] | null {
  const record = ofActivityTable(value) ?? ofDriveEvent(value) ?? ofGmailTable(value);
  return record === null ? null : [{ record, path: "" }];
}

function ofActivityTable(row: LogRecord): LogRecord | null {
  const application = textAt(row, "record_type");
  const name = textAt(row, "event_name");
  const time = scalarAt(row, "time_usec");
  if (application === null || name === null || time === null) return null;
  const own = objectAt(row, application);
  const named = application === "admin" ? inCapitals(own) : own;
  const message = isFields(row["message_info"]) ? { event_info: row["event_info"], message_info: row["message_info"] } : {};
  return activity(row, {
    application,
    time: Number(time) / 1000,
    qualifier: scalarAt(row, "unique_identifier") ?? textAt(row, "event_id"),
    event: { type: textAt(row, "event_type"), name, parameters: { ...named, ...message } },
  });
}

/** Columns are in small letters where Reports name the parameters of admin events in capitals. */
function inCapitals(parameters: ReturnType<typeof objectAt>): ReturnType<typeof objectAt> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name.toUpperCase(), value]));
}

function ofDriveEvent(row: LogRecord): LogRecord | null {
  if (row["id"] !== undefined || textAt(row, "parameters", "doc_id") === null || textAt(row, "timestamp") === null) return null;
  return activity(row, {
    application: "drive",
    time: textAt(row, "timestamp"),
    qualifier: scalarAt(row, "unique_id"),
    event: { type: row["type"], name: row["name"], parameters: row["parameters"] },
  });
}

function ofGmailTable(row: LogRecord): LogRecord | null {
  const seconds = numberAt(row, "timestamp");
  if (seconds === null || textAt(row, "rfc2822_message_id") === null || row["flattened_destinations"] === undefined) return null;
  return activity(row, {
    application: "gmail",
    time: Math.floor(seconds * 1000),
    qualifier: textAt(row, "rfc2822_message_id"),
    event: { type: "delivery_type", name: "delivery", parameters: { message_info: row } },
  });
}

interface RowEvent {
  readonly application: string;
  /** Milliseconds, or a time as text. */
  readonly time: number | string | null;
  readonly qualifier: string | null;
  readonly event: LogRecord;
}

function activity(row: LogRecord, { application, time, qualifier, event }: RowEvent): LogRecord {
  return {
    kind: "admin#reports#activity",
    id: {
      time: typeof time === "number" ? isoTime(time) : time,
      uniqueQualifier: qualifier,
      applicationName: application,
      customerId: null,
    },
    actor: { email: textAt(row, "email") },
    ownerDomain: textAt(row, "domain_name"),
    ipAddress: address(textAt(row, "ip_address")),
    events: event,
  };
}

function isoTime(ms: number): string | null {
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : null;
}

/** Addresses are bytes in the table, which exports to JSON write in Base64. */
function address(text: string | null): string | null {
  if (text === null || /[.:]/.test(text)) return text;
  const plain = Buffer.from(text, "base64").toString("latin1");
  return /^[\d.:a-f]{3,45}$/i.test(plain) ? plain : null;
}
