import { stableHash } from "../../../facts/fact-id.ts";
import type { Envelope } from "../../../facts/fact.ts";
import type { Outcome } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { eventTimeMs } from "../../event-time.ts";
import { isFields, numberAt, orderedJson, parsedJson, textAt } from "../../fields.ts";
import { classifyAddress } from "../../ip-class.ts";
import { withoutPort } from "./activity-envelope.ts";
import { parseArmId } from "../names/arm-id.ts";
import { NOBODY } from "../names/claims.ts";
import type { Caller } from "../names/claims.ts";

/*
 * What logs of resources (as opposed to the Activity Log) have in common: time, category, resource, properties:
 * https://learn.microsoft.com/en-us/azure/azure-monitor/platform/resource-logs-schema
 */

type Fields = Readonly<Record<string, unknown>>;

/** Category in lower case, by which resource logs are told apart. */
export function categoryOf(record: LogRecord): string {
  return (textAt(record, "category") ?? textAt(record, "Category") ?? "").toLowerCase();
}

/** Some services and shippers write blanks in the time, or leave out the zone, which is UTC then; a culture's date is month first. */
export function logTimeMs(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const plain = eventTimeMs(value) ?? eventTimeMs(value.replaceAll(" ", ""));
  if (plain !== null) return plain;
  const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,9})?)$/.exec(value) ?? [];
  if (time !== undefined) return eventTimeMs(`${date}T${time}Z`);
  const [, month, day, year, clock] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d)$/.exec(value) ?? [];
  return clock === undefined ? null : eventTimeMs(`${year}-${month}-${day}T${clock}Z`);
}

/** Properties as an object: also where they are JSON as text, or text in single quotes that is nearly JSON. */
export function propertiesOf(record: LogRecord): Fields {
  const given = record["properties"];
  if (isFields(given)) return given;
  if (typeof given !== "string") return {};
  const parsed = parsedJson(given) ?? parsedJson(inDoubleQuotes(given));
  return isFields(parsed) ? parsed : {};
}

function inDoubleQuotes(text: string): string {
  return text.replaceAll(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) => JSON.stringify(inner.replaceAll("\\'", "'")));
}

/** The record with its properties as an object, for rules to look into. The same object where they are. */
export function withOpenProperties(record: LogRecord): LogRecord {
  return typeof record["properties"] === "string" ? { ...record, properties: propertiesOf(record) } : record;
}

/** What differs between the logs. */
export interface Told {
  readonly op: string;
  readonly service: string;
  readonly outcome: Outcome;
  readonly caller?: Caller;
  readonly address?: string | null;
  readonly userAgent?: string | null;
  readonly eventId?: string | null;
  readonly operationKey?: string | null;
  readonly account?: string | null;
}

export function resourceEnvelope(record: LogRecord, told: Told): Envelope | { readonly unusable: string } {
  const tsMs = logTimeMs(record["time"] ?? record["TimeGenerated"]);
  if (tsMs === null) return { unusable: "no usable time" };
  const resource = parseArmId(textAt(record, "resourceId") ?? textAt(record, "_ResourceId"));
  const eventId = told.eventId ?? `without-id-${stableHash([orderedJson(record)])}`;
  return {
    dupKey: `${eventId} ${told.op} ${told.outcome} ${tsMs}`,
    eventId,
    operationKey: told.operationKey ?? null,
    op: told.op,
    rawOp: textAt(record, "operationName") ?? told.op,
    service: told.service,
    tsMs,
    provider: "azure",
    account: told.account ?? resource?.subscription ?? textAt(record, "tenantId")?.toLowerCase() ?? "unknown",
    region: textAt(record, "location")?.toLowerCase() ?? null,
    ...(told.caller ?? NOBODY),
    runtimeAgent: false,
    invokedBy: null,
    via: "unknown",
    ...classifyAddress(withoutPort(told.address ?? null)),
    userAgent: told.userAgent ?? null,
    outcome: told.outcome,
    flags: [],
  };
}

/** Outcome by the status code of HTTP, which is right where a `resultType` says success whatever happened. */
export function outcomeOfStatus(status: number | null): Outcome {
  if (status === null) return "unknown";
  if (status === 401 || status === 403) return "denied";
  return status < 400 ? "success" : "error";
}

/** A status code, which logs write as number or text. */
export function statusAt(value: unknown, ...path: readonly string[]): number | null {
  const text = textAt(value, ...path);
  return numberAt(value, ...path) ?? (text !== null && /^\d{3}$/.test(text) ? Number(text) : null);
}
