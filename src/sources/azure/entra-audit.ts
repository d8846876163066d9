import type { Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { textAt } from "../fields.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { alias, NOBODY } from "./names/claims.ts";
import type { Caller } from "./names/claims.ts";
import { directoryEntities } from "./entities/directory.ts";
import { asDirectoryEvent, isDirectoryEvent } from "./records/directory-event.ts";
import { resourceEnvelope } from "./records/resource-log.ts";

/*
 * Entra ID audit logs: changes of the directory. https://learn.microsoft.com/en-us/entra/identity/monitoring-health/concept-audit-logs
 * They come minutes to hours late. A managed identity shows as an app by its object id only.
 */

const entraAudit: Source = {
  id: "azure/entra-audit",
  title: "Microsoft Entra audit logs",
  provider: "azure",
  logsource: { product: "azure", service: "auditlogs" },
  vendorDocs: "https://learn.microsoft.com/en-us/entra/identity/monitoring-health/concept-audit-logs",
  requires: ["A diagnostic setting of Entra ID that exports AuditLogs"],
  bytes: {
    operationAnchor: '"operationName":"',
    operationField: "operationName",
    serviceAnchor: '"category":"',
    serviceField: "category",
    recordStart: '{"category":"AuditLogs"',
    activityNeedles: [],
  },
  listKeys: ["records", "value"],
  matches: isDirectoryEvent,
  canonical: asDirectoryEvent,
  envelope: auditEnvelope,
  entities: directoryEntities,
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default entraAudit;

function auditEnvelope(given: LogRecord): Envelope | { readonly unusable: string } {
  const record = asDirectoryEvent(given);
  const op = textAt(record, "operationName");
  if (op === null) return { unusable: "no operationName" };
  const result = textAt(record, "properties", "result")?.toLowerCase() ?? textAt(record, "result")?.toLowerCase() ?? null;
  return resourceEnvelope(record, {
    op,
    service: "directory",
    outcome: result === null || result === "success" ? "success" : "error",
    caller: initiator(record),
    address: textAt(record, "properties", "initiatedBy", "user", "ipAddress") ?? textAt(record, "callerIpAddress"),
    eventId: textAt(record, "properties", "id") ?? textAt(record, "correlationId"),
    account: tenantOf(record),
  });
}

function tenantOf(record: LogRecord): string | null {
  const fromResource = /^\/tenants\/([^/]+)/i.exec(textAt(record, "resourceId") ?? "")?.[1];
  return (textAt(record, "tenantId") ?? fromResource ?? null)?.toLowerCase() ?? null;
}

function initiator(record: LogRecord): Caller {
  const by = ["properties", "initiatedBy"] as const;
  const name = textAt(record, ...by, "user", "userPrincipalName")?.toLowerCase() ?? null;
  const id = textAt(record, ...by, "user", "id")?.toLowerCase() ?? null;
  if (name !== null) return { ...NOBODY, actorId: name, ...alias(id), actorType: "user" };
  const app = textAt(record, ...by, "app", "servicePrincipalId") ?? textAt(record, ...by, "app", "displayName");
  if (app !== null) return { ...NOBODY, actorId: app.toLowerCase(), actorType: "role_session" };
  return id === null ? NOBODY : { ...NOBODY, actorId: id, actorType: "user" };
}
