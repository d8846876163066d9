import { stableHash } from "../../../facts/fact-id.ts";
import type { Envelope } from "../../../facts/fact.ts";
import type { IpClass } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { eventTimeMs } from "../../event-time.ts";
import { orderedJson, textAt } from "../../fields.ts";
import { classifyAddress } from "../../ip-class.ts";

/*
 * What all entries of Cloud Logging share:
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 * `timestamp` and `insertId` together with the log's name make an entry unique.
 */

/** A field of the entry itself; tables whose columns know no capitals write it in lower case. */
export function entryText(record: LogRecord, key: string): string | null {
  return textAt(record, key) ?? textAt(record, key.toLowerCase());
}

/** The log's own name, decoded: `cloudaudit.googleapis.com/activity`. Null if there is none. */
export function logIdOf(record: LogRecord): string | null {
  const name = entryText(record, "logName");
  const id = name === null ? undefined : /\/logs\/(.+)$/.exec(name)?.[1];
  return id === undefined ? null : id.replaceAll(/%2f/gi, "/");
}

type EntryIdentity = Pick<Envelope, "dupKey" | "eventId" | "tsMs" | "account" | "region">;

export function entryIdentity(record: LogRecord): EntryIdentity | { readonly unusable: string } {
  const time = textAt(record, "timestamp") ?? entryText(record, "receiveTimestamp");
  const tsMs = entryTimeMs(time);
  if (tsMs === null) return { unusable: "no usable timestamp" };
  const eventId = entryText(record, "insertId") ?? `without-id-${stableHash([orderedJson(record)])}`;
  return {
    dupKey: `${entryText(record, "logName") ?? ""}/${tsMs}/${eventId}`,
    eventId,
    tsMs,
    account: projectOf(record),
    region: regionOf(record),
  };
}

/** Exports to tables and shippers write `2026-10-21 02:31:53.114 UTC` for what is RFC 3339 elsewhere. */
function entryTimeMs(time: string | null): number | null {
  if (time === null) return null;
  const rfc = time.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?: ?(?:UTC|\+00(?::?00)?|Z))?$/, "$1T$2Z");
  return eventTimeMs(rfc);
}

/** Project by id; the organisation or folder with its kind where an entry belongs to none. */
function projectOf(record: LogRecord): string {
  const named = textAt(record, "resource", "labels", "project_id");
  if (named !== null) return named;
  const owner = /^(projects|organizations|folders|billingAccounts)\/([^/]+)/.exec(entryText(record, "logName") ?? "");
  if (owner === null) return "unknown";
  return owner[1] === "projects" ? (owner[2] ?? "unknown") : owner[0];
}

function regionOf(record: LogRecord): string | null {
  const labels = ["location", "region", "zone"] as const;
  const named = labels.map((key) => textAt(record, "resource", "labels", key)).find((value) => value !== null) ?? null;
  return named === "global" ? null : named;
}

/** `private` and `gce-internal-ip` stand for addresses inside Google's network. */
export function callerAddress(ip: string | null): { readonly srcIp: string | null; readonly srcIpClass: IpClass } {
  if (ip === "private" || ip === "gce-internal-ip") return { srcIp: null, srcIpClass: "private" };
  return classifyAddress(ip);
}
