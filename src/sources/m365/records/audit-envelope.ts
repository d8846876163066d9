import { stableHash } from "../../../facts/fact-id.ts";
import type { Envelope } from "../../../facts/fact.ts";
import type { Outcome } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { eventTimeMs } from "../../event-time.ts";
import { orderedJson, parsedJson, textAt } from "../../fields.ts";
import { classifyAddress } from "../../ip-class.ts";
import { actorOf } from "../names/actor.ts";
import { asAuditRecord, bag } from "./audit-record.ts";
import { auditMark } from "../names/automation-mark.ts";

/*
 * Who, when and where of the unified audit log. Times are UTC and mostly say no zone:
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema#common-schema
 */

export function auditEnvelope(given: LogRecord): Envelope | { readonly unusable: string } {
  const record = asAuditRecord(given);
  const op = textAt(record, "Operation");
  if (op === null) return { unusable: "no Operation" };
  const tsMs = timeOfRecord(record);
  if (tsMs === null) return { unusable: "no usable CreationTime" };
  const account = textAt(record, "OrganizationId")?.toLowerCase() ?? "unknown";
  const eventId = textAt(record, "Id") ?? textAt(record, "ID") ?? `without-id-${stableHash([orderedJson(record)])}`;
  const mark = auditMark(record);
  return {
    // Ids are said to be unique; of different operations of one id none is a copy.
    dupKey: `${account} ${eventId.toLowerCase()} ${op}`,
    eventId,
    operationKey: null,
    op: op.trim().replace(/\.$/, ""),
    rawOp: op,
    service: textAt(record, "Workload")?.toLowerCase() ?? "microsoft365",
    tsMs,
    provider: "m365",
    account,
    region: null,
    ...actorOf(record),
    sessionName: null,
    sessionAutomationId: null,
    credentialId: mark.appId,
    runtimeAgent: mark.isMarked,
    invokedBy: null,
    via: "unknown",
    ...classifyAddress(addressOf(record)),
    userAgent: agentOf(record),
    outcome: outcomeOf(record),
    flags: [],
  };
}

export function timeOfRecord(record: LogRecord): number | null {
  return utcTimeMs(textAt(asAuditRecord(record), "CreationTime"));
}

/** A time in UTC, with its zone or without, a `T` or a blank between date and time, or as portals write it in tables. */
export function utcTimeMs(text: string | null): number | null {
  if (text === null) return null;
  const [, date, time, zone] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/.exec(text.trim()) ?? [];
  return time === undefined ? portalTimeMs(text.trim()) : eventTimeMs(`${date}T${time}${zone ?? "Z"}`);
}

/** `6/11/2026, 3:46:10.000 PM`: month first, in UTC as the column's name says. */
function portalTimeMs(text: string): number | null {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d\d:\d\d(?:\.\d{1,9})?) ?([AP])M$/i.exec(text);
  if (found === null) return null;
  const [, month = "", day = "", year = "", hour = "", rest = "", half = ""] = found;
  const hours = (Number(hour) % 12) + (half.toUpperCase() === "P" ? 12 : 0);
  return eventTimeMs(`${year}-${two(month)}-${two(day)}T${two(hours)}:${rest}Z`);
}

function two(value: string | number): string {
  return String(value).padStart(2, "0");
}

const FAILED: ReadonlySet<string> = new Set(["false", "failed", "failure", "error"]);
const SUCCEEDED: ReadonlySet<string> = new Set(["true", "succeeded", "success", "partiallysucceeded"]);

/** SharePoint and others log only what was done, and say no result. */
function outcomeOf(record: LogRecord): Outcome {
  const result = textAt(record, "ResultStatus")?.toLowerCase() ?? null;
  if (result === null || SUCCEEDED.has(result)) return "success";
  return FAILED.has(result) ? "error" : "unknown";
}

/** The client's address, without the port that Exchange writes behind it. */
function addressOf(record: LogRecord): string | null {
  const given =
    textAt(record, "ClientIP") ?? textAt(record, "ClientIPAddress") ?? textAt(record, "ActorIP") ?? textAt(record, "ActorIpAddress");
  return given === null ? null : withoutPort(given);
}

export function withoutPort(address: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(address)?.[1] ?? address;
}

/** The agent: a field of its own, or among the extended properties of directory events. */
function agentOf(record: LogRecord): string | null {
  const own = textAt(record, "UserAgent");
  if (own !== null) return own;
  const extended = bag(record, "ExtendedProperties");
  return extended.get("useragent") ?? textAt(parsedJson(extended.get("additionaldetails")), "User-Agent");
}
