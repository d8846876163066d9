import type { Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { entryIdentity } from "./log-entry.ts";

/** The envelope of an entry that names no caller, for a source to fill in what it knows. */
export function plainEnvelope(
  record: LogRecord,
  known: Pick<Envelope, "op" | "service"> & Partial<Envelope>,
): Envelope | { readonly unusable: string } {
  const identity = entryIdentity(record);
  if ("unusable" in identity) return identity;
  return {
    operationKey: null,
    rawOp: known.op,
    provider: "gcp",
    actorId: null,
    actorType: "unknown",
    sessionName: null,
    sessionAutomationId: null,
    credentialId: null,
    runtimeAgent: false,
    invokedBy: null,
    via: "unknown",
    srcIp: null,
    srcIpClass: "none",
    userAgent: null,
    outcome: "success",
    flags: [],
    ...identity,
    ...known,
  };
}
