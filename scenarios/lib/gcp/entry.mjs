/**
 * Entries of Cloud Audit Logs as a sink writes them to Cloud Storage: keys in alphabetical order, one entry a line.
 * Made by hand after https://cloud.google.com/logging/docs/audit/understanding-audit-logs.
 */
import { createHash } from "node:crypto";

export const PROJECT = "fernwood-prod";
export const NUMBER = "482913770154";
export const REGION = "europe-west1";

/** A short id as Cloud Logging writes them, always the same for the same text. */
export function insertId(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 12).replace(/^(\d)/, "-$1");
}

/** Base 16 digits that follow from a text. */
export function hexFrom(text, length) {
  return createHash("sha256").update(`hex ${text}`).digest("hex").slice(0, length);
}

export function rfc3339(ms, text) {
  const digits = createHash("sha256").update(`ns ${text}`).digest().readUInt32BE(0) % 1_000_000;
  return new Date(ms).toISOString().replace("Z", `${String(digits).padStart(6, "0")}Z`);
}

/**
 * One entry. `caller` says who and from where, `call` what; `half` is "first" or "last" of a long-running operation.
 * @param {{email: string | null, subject?: string, ip?: string, agent?: string, keyName?: string, delegates?: readonly string[], behind?: string}} caller
 * @param {{service: string, method: string, resource: string, type: string, labels?: object, request?: object, response?: object, permissions?: readonly string[],
 *   status?: object, serviceData?: object, metadata?: object, log?: string, project?: string}} call
 */
export function entry(label, ms, caller, call, half) {
  const id = insertId(`${label}${half ?? ""}`);
  const project = call.project ?? PROJECT;
  const isLast = half === "last";
  const payload = {
    "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
    authenticationInfo: authentication(caller),
    ...(isLast ? {} : { authorizationInfo: (call.permissions ?? []).map((permission) => granted(permission, call)) }),
    ...(call.metadata === undefined ? {} : { metadata: call.metadata }),
    methodName: call.method,
    ...(isLast || call.request === undefined ? {} : { request: call.request }),
    requestMetadata: isLast ? {} : requestMetadata(caller, ms, label),
    resourceName: call.resource,
    ...(half === "first" || call.response === undefined ? {} : { response: call.response }),
    ...(call.serviceData === undefined ? {} : { serviceData: call.serviceData }),
    serviceName: call.service,
    status: half === "first" ? {} : (call.status ?? {}),
  };
  return {
    insertId: id,
    logName: `projects/${project}/logs/cloudaudit.googleapis.com%2F${call.log ?? "activity"}`,
    ...(half === undefined ? {} : { operation: operation(label, project, call, half) }),
    protoPayload: payload,
    receiveTimestamp: rfc3339(ms + 900, `${label} received`),
    resource: { labels: { project_id: project, ...call.labels }, type: call.type },
    severity: call.status === undefined ? (call.log === "data_access" ? "INFO" : "NOTICE") : "ERROR",
    timestamp: rfc3339(ms, label),
  };
}

function operation(label, project, call, half) {
  const at = `projects/${project}/locations/${call.labels?.location ?? call.labels?.region ?? REGION}`;
  return {
    ...(half === "first" ? { first: true } : {}),
    id: `${at}/operations/operation-${hexFrom(label, 24)}`,
    ...(half === "last" ? { last: true } : {}),
    producer: call.service,
  };
}

function authentication({ email, subject, keyName, delegates, behind }) {
  const prefix = email?.endsWith("gserviceaccount.com") ? "serviceAccount" : "user";
  return {
    ...(email === null ? {} : { principalEmail: email }),
    principalSubject: subject ?? `${prefix}:${email}`,
    ...(delegates === undefined
      ? {}
      : { serviceAccountDelegationInfo: delegates.map((principalEmail) => ({ firstPartyPrincipal: { principalEmail } })) }),
    ...(behind === undefined ? {} : { serviceAccountDelegationInfo: [{ principalSubject: behind }] }),
    ...(keyName === undefined ? {} : { serviceAccountKeyName: keyName }),
  };
}

function granted(permission, call) {
  const refused = call.status?.code === 7;
  return { ...(refused ? {} : { granted: true }), permission, resource: call.resource, resourceAttributes: {} };
}

function requestMetadata({ ip, agent }, ms, label) {
  return {
    callerIp: ip ?? "private",
    ...(agent === undefined ? {} : { callerSuppliedUserAgent: agent }),
    destinationAttributes: {},
    requestAttributes: { auth: {}, time: rfc3339(ms + 3, `${label} time`) },
  };
}
