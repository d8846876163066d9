import type { Envelope } from "../../../facts/fact.ts";
import type { Flag, Outcome, Via } from "../../../facts/kinds.ts";
import { remember } from "../../../util/remember.ts";
import type { LogRecord } from "../../contract.ts";
import { flagAt, listAt, numberAt, objectAt, textAt, valueAt } from "../../fields.ts";
import { callerAddress, entryIdentity } from "./log-entry.ts";
import { operationName, serviceName } from "../names/method-name.ts";
import { actorOf } from "../names/principal.ts";

/*
 * Fields that all Cloud Audit Logs share: https://cloud.google.com/logging/docs/audit/understanding-audit-logs
 * Long-running operations write a first and a last entry with one `operation.id`: the first has
 * the caller and the request, the last the outcome. Either can be missing.
 */

export function auditEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const rawOp = textAt(record, "protoPayload", "methodName");
  if (rawOp === null) return { unusable: "no methodName" };
  const identity = entryIdentity(record);
  if ("unusable" in identity) return identity;
  const request = objectAt(record, "protoPayload", "requestMetadata");
  const userAgent = textAt(request, "callerSuppliedUserAgent");
  const actor = actorOf(record);
  return {
    ...identity,
    operationKey: operationKey(record, identity.account),
    op: operationName(rawOp),
    rawOp,
    service: serviceName(textAt(record, "protoPayload", "serviceName") ?? ""),
    provider: "gcp",
    ...actor,
    sessionAutomationId: null,
    via: actor.actorType === "service" ? "service" : viaOfAgent(userAgent ?? ""),
    ...callerAddress(textAt(request, "callerIp") ?? textAt(request, "callerIP")),
    userAgent,
    outcome: outcomeOf(record),
    flags: flagsOf(record),
  };
}

/** Half of a long-running operation; null where one entry is a whole operation. */
function operationKey(record: LogRecord, account: string): string | null {
  const id = textAt(record, "operation", "id");
  const isWhole = isFirst(record) === isLast(record);
  return id === null || isWhole ? null : `${account}/${id}`;
}

function isFirst(record: LogRecord): boolean {
  return flagAt(record, "operation", "first") === true;
}

function isLast(record: LogRecord): boolean {
  return flagAt(record, "operation", "last") === true;
}

/** Codes of https://grpc.io/docs/guides/status-codes/ that mean a refusal, and those of HTTP. */
const REFUSED: ReadonlySet<number> = new Set([7, 16, 401, 403]);

function outcomeOf(record: LogRecord): Outcome {
  const code = numberAt(record, "protoPayload", "status", "code") ?? 0;
  if (REFUSED.has(code)) return "denied";
  if (code !== 0) return "error";
  const checks = listAt(record, "protoPayload", "authorizationInfo");
  const isRefused = checks.length > 0 && checks.every((check) => flagAt(check, "granted") === false);
  if (isRefused) return "denied";
  // Also of a first entry: it was let in, and a last one that tells otherwise replaces this; last entries get lost.
  return "success";
}

/** Entries over the size limit lose their request or response, and say so. */
function flagsOf(record: LogRecord): readonly Flag[] {
  const isCut = ["request", "response"].some((part) => valueAt(record, "protoPayload", part, "@truncated") !== undefined);
  return isCut || valueAt(record, "split") !== undefined ? ["fields_omitted"] : [];
}

const viaOfAgent = remember(20_000, (agent): Via => {
  if (/terraform|pulumi|ansible|deployment-manager|config-connector/i.test(agent)) return "iac";
  if (/^mozilla\//i.test(agent)) return "console";
  if (/google-cloud-sdk|gcloud|firebasecli/i.test(agent)) return "cli";
  return /grpc|gl-|google-api|apitools|client/i.test(agent) ? "sdk" : "unknown";
});
