import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { isFields, objectAt, textAt } from "../fields.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { callerOf } from "./names/claims.ts";
import { detail } from "./entities/extractor.ts";
import { categoryOf, outcomeOfStatus, resourceEnvelope, statusAt } from "./records/resource-log.ts";

/*
 * Key Vault audit events: https://learn.microsoft.com/en-us/azure/key-vault/general/logging
 * `resultType` says Success also of refusals; the HTTP status code is right. Rows of the Log Analytics table AzureDiagnostics
 * write nested fields as columns with a suffix for their type.
 */

const keyVault: Source = {
  id: "azure/key-vault",
  title: "Azure Key Vault audit events",
  provider: "azure",
  logsource: { product: "azure", service: "keyvault" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/key-vault/general/logging",
  requires: ["A diagnostic setting of each vault that exports the category AuditEvent"],
  bytes: {
    operationAnchor: '"operationName":"',
    operationField: "operationName",
    serviceAnchor: '"category":"',
    serviceField: "category",
    recordStart: '{"category":"AuditEvent"',
    activityNeedles: ['"xms_mirid"', '"xms_az_rid"'],
    roleNeedles: ['"xms_mirid"'],
  },
  listKeys: ["records"],
  matches: (record) => categoryOf(record) === "auditevent" && (operationOf(record) ?? "") !== "" && isOfVault(record),
  canonical,
  envelope: vaultEnvelope,
  entities: { vault_secret: (record) => secret(record, true), vault_secret_written: (record) => secret(record, false) },
  isRunAsActivity: (_record, envelope) => envelope.sessionAutomationId !== null,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default keyVault;

function operationOf(record: LogRecord): string | null {
  return textAt(record, "operationName") ?? textAt(record, "OperationName");
}

function isOfVault(record: LogRecord): boolean {
  const resource = textAt(record, "resourceId") ?? textAt(record, "ResourceId") ?? textAt(record, "_ResourceId") ?? "";
  return /\/microsoft\.keyvault\//i.test(resource);
}

/** Rows of the table as diagnostic settings would have written them. */
function canonical(record: LogRecord): LogRecord {
  if (textAt(record, "operationName") !== null) return record;
  const claims: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    const name = /^identity_claim_(.+)_[sg]$/.exec(key)?.[1];
    if (name !== undefined) claims[name.includes("objectidentifier") ? "oid" : name] = value;
  }
  return {
    ...record,
    time: record["TimeGenerated"],
    category: "AuditEvent",
    operationName: record["OperationName"],
    resourceId: textAt(record, "ResourceId") ?? textAt(record, "_ResourceId"),
    callerIpAddress: record["CallerIPAddress"],
    correlationId: record["CorrelationId"],
    identity: { claim: claims },
    properties: { id: record["id_s"], httpStatusCode: record["httpStatusCode_d"], requestUri: record["requestUri_s"] },
  };
}

function vaultEnvelope(given: LogRecord): Envelope | { readonly unusable: string } {
  const record = canonical(given);
  const op = textAt(record, "operationName");
  if (op === null) return { unusable: "no operationName" };
  const nested = objectAt(record, "identity", "claim");
  const claims = isFields(nested) && Object.keys(nested).length > 0 ? nested : objectAt(record, "identity", "claims");
  return resourceEnvelope(record, {
    op,
    service: "keyvault",
    outcome: outcomeOfStatus(statusAt(record, "properties", "httpStatusCode")),
    caller: callerOf(claims),
    address: textAt(record, "callerIpAddress"),
    userAgent: textAt(record, "properties", "clientInfo"),
    eventId: textAt(record, "correlationId"),
  });
}

/** The secret or key, whichever of its versions: the vault's address and its name. */
function secret(given: LogRecord, isRead: boolean): Entities {
  const record = canonical(given);
  const id = textAt(record, "properties", "id") ?? textAt(record, "properties", "requestUri");
  const bare = id?.split("?")[0]?.toLowerCase() ?? null;
  const name = /^https?:\/\/[^/]+\/[^/]+\/[^/]+/.exec(bare ?? "")?.[0] ?? bare;
  return {
    targetId: name,
    targetType: "secret",
    traits: [isRead ? "secret_read" : "secret_written"],
    detail: detail({ vault: textAt(record, "resourceId"), id }),
  };
}
