import { stableHash } from "../../../facts/fact-id.ts";
import type { Envelope } from "../../../facts/fact.ts";
import type { Flag, Outcome } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { eventTimeMs } from "../../event-time.ts";
import { objectAt, orderedJson, textAt, valueAt } from "../../fields.ts";
import { classifyAddress } from "../../ip-class.ts";
import { asDiagnostic } from "./activity-record.ts";
import { parseArmId } from "../names/arm-id.ts";
import { callerOf, NOBODY, viaOf } from "../names/claims.ts";
import type { Caller } from "../names/claims.ts";
import { spelledOperation } from "../names/known-operations.ts";

/*
 * Fields that all Activity Log events share. One operation writes several events under one correlation id: a start,
 * perhaps an acceptance, and an end; the end says what came of it:
 * https://learn.microsoft.com/en-us/azure/azure-monitor/platform/activity-log-schema
 */

export function activityEnvelope(given: LogRecord): Envelope | { readonly unusable: string } {
  const record = asDiagnostic(given);
  const rawOp = textAt(record, "operationName");
  if (rawOp === null) return { unusable: "no operationName" };
  const tsMs = eventTimeMs(record["time"]);
  if (tsMs === null) return { unusable: "no usable time" };
  const resource = parseArmId(textAt(record, "resourceId"));
  const claims = objectAt(record, "identity", "claims");
  const op = spelledOperation(rawOp);
  const outcome = outcomeOf(record);
  return {
    ...identityOf(record, op, tsMs),
    op,
    rawOp,
    service: op.split("/")[0]!.toLowerCase(), // a split text has a first part
    tsMs,
    provider: "azure",
    account: resource?.subscription ?? lowered(record, "subscriptionId") ?? lowered(record, "tenantId") ?? "unknown",
    region: lowered(record, "location"),
    ...callerWithout(record, callerOf(claims)),
    runtimeAgent: false,
    invokedBy: null,
    via: viaOf(claims),
    ...classifyAddress(withoutPort(textAt(record, "callerIpAddress"))),
    userAgent: null,
    outcome,
    flags: flagsOf(record),
  };
}

function lowered(record: LogRecord, key: string): string | null {
  return textAt(record, key)?.toLowerCase() ?? null;
}

/** Rows of a table may have lost the claims; the caller's name or object id is still there. */
function callerWithout(record: LogRecord, caller: Caller): Caller {
  const name = lowered(record, "caller");
  if (caller.actorId !== null || name === null) return caller;
  return { ...NOBODY, actorId: name, actorType: name.includes("@") ? "user" : "role_session" };
}

/** Exports repeat events and spell them differently, so an event is known by what it is about, not by its id. */
function identityOf(record: LogRecord, op: string, tsMs: number): Pick<Envelope, "dupKey" | "eventId" | "operationKey"> {
  const correlation = lowered(record, "correlationId") ?? lowered(record, "operationId");
  const resource = parseArmId(textAt(record, "resourceId"))?.id ?? "";
  const dataId = lowered(record, "eventDataId");
  if (correlation === null) {
    const eventId = dataId ?? `without-id-${stableHash([orderedJson(record)])}`;
    return { eventId, dupKey: eventId, operationKey: null };
  }
  const operationKey = `${correlation} ${op.toLowerCase()} ${resource}`;
  return { eventId: dataId ?? correlation, dupKey: `${operationKey} ${outcomeOf(record)} ${tsMs}`, operationKey };
}

/**
 * Refusals are failures whose status code says so. A start says nothing about the end; an acceptance was let in and
 * counts until an end tells otherwise, since ends come minutes later and in other files.
 */
export function outcomeOf(record: LogRecord): Outcome {
  const result = textAt(record, "resultType") ?? "";
  const more = [textAt(record, "resultSignature"), textAt(record, "properties", "statusCode"), messageOf(record)];
  if (/^(success|succeeded|active|resolved|updated)/i.test(result) || result === "0") return "success";
  if (/^accept/i.test(result)) return "success";
  if (/^(start|in ?progress)/i.test(result)) return "started";
  if (/^fail/i.test(result)) {
    return more.some((text) => text !== null && /forbidden|unauthorized|authorizationfailed|\b40[13]\b/i.test(text)) ? "denied" : "error";
  }
  return "unknown";
}

/** The error of a refusal, as text or as an object. */
function messageOf(record: LogRecord): string {
  const message = valueAt(record, "properties", "statusMessage");
  return typeof message === "string" ? message : JSON.stringify(message ?? "");
}

/** `198.51.100.7:55012` without its port; addresses of version 6 come in brackets then. */
export function withoutPort(address: string | null): string | null {
  if (address === null) return null;
  return /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1] ?? address;
}

/** A body that is there but is no JSON was cut by the exporter. */
function flagsOf(record: LogRecord): readonly Flag[] {
  const body = textAt(record, "properties", "requestbody") ?? textAt(record, "properties", "requestBody");
  if (body === null || !/^\s*[[{"]/.test(body)) return [];
  try {
    JSON.parse(body);
    return [];
  } catch {
    return ["truncated"];
  }
}
