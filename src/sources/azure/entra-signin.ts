import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { isFields, textAt, valueAt } from "../fields.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { alias, NOBODY } from "./names/claims.ts";
import type { Caller } from "./names/claims.ts";
import { detail } from "./entities/extractor.ts";
import { categoryOf, resourceEnvelope } from "./records/resource-log.ts";

/*
 * Entra ID sign-ins: https://learn.microsoft.com/en-us/entra/identity/monitoring-health/concept-sign-ins
 * A service principal's sign-in names the key it used, so a credential can be followed from its making; a managed identity's is the
 * platform fetching a token for it. The token's id stands again in the calls made with it (claim `uti`).
 * Sign-ins of managed identities carry no address.
 */

const CATEGORIES = new Set([
  "signinlogs",
  "noninteractiveusersigninlogs",
  "serviceprincipalsigninlogs",
  "managedidentitysigninlogs",
  "microsoftserviceprincipalsigninlogs",
]);

const entraSignIn: Source = {
  id: "azure/entra-signin",
  title: "Microsoft Entra sign-in logs",
  provider: "azure",
  logsource: { product: "azure", service: "signinlogs" },
  vendorDocs: "https://learn.microsoft.com/en-us/entra/identity/monitoring-health/concept-sign-ins",
  requires: ["A diagnostic setting of Entra ID that exports ServicePrincipalSignInLogs and ManagedIdentitySignInLogs"],
  bytes: {
    operationAnchor: '"category":"',
    operationField: "category",
    serviceAnchor: '"operationName":"',
    serviceField: "operationName",
    recordStart: '{"category":"ServicePrincipalSignInLogs"',
    activityNeedles: [],
  },
  listKeys: ["records"],
  matches: (record) => CATEGORIES.has(categoryOf(record)) && (isFields(record["properties"]) || textAt(record, "resourceId") !== null),
  envelope: signInEnvelope,
  entities: { principal_sign_in: principalSignIn, identity_token: identityToken },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default entraSignIn;

function signInEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const tenant = /^\/tenants\/([^/]+)/i.exec(textAt(record, "resourceId") ?? "")?.[1] ?? null;
  return resourceEnvelope(record, {
    op: "Sign-in activity",
    service: "directory",
    outcome: errorCode(record) === "0" ? "success" : "error",
    caller: callerOf(record),
    address: textAt(record, "properties", "ipAddress") ?? textAt(record, "callerIpAddress"),
    userAgent: textAt(record, "properties", "userAgent"),
    eventId: textAt(record, "properties", "id") ?? textAt(record, "correlationId"),
    account: (textAt(record, "tenantId") ?? tenant)?.toLowerCase() ?? null,
  });
}

function errorCode(record: LogRecord): string {
  const code = valueAt(record, "properties", "status", "errorCode") ?? record["resultType"] ?? record["resulttype"];
  return typeof code === "number" ? String(code) : typeof code === "string" ? code : "unknown";
}

function callerOf(record: LogRecord): Caller {
  const properties = record["properties"];
  const principal = textAt(properties, "servicePrincipalId")?.toLowerCase() ?? null;
  const credentialId = textAt(properties, "servicePrincipalCredentialKeyId")?.toLowerCase() ?? null;
  if (principal !== null) return { ...NOBODY, actorId: principal, actorType: "role_session", credentialId };
  const name = textAt(properties, "userPrincipalName")?.toLowerCase() ?? null;
  const id = textAt(properties, "userId")?.toLowerCase() ?? null;
  if (name === null) return { ...NOBODY, actorId: id, actorType: id === null ? "unknown" : "user" };
  return { ...NOBODY, actorId: name, ...alias(id), actorType: "user" };
}

function principalSignIn(record: LogRecord): Entities {
  const properties = record["properties"];
  return {
    targetId: textAt(properties, "servicePrincipalId")?.toLowerCase() ?? null,
    targetType: "serviceprincipal",
    issuedCredentialId: textAt(properties, "uniqueTokenIdentifier"),
    detail: detail({ name: textAt(properties, "servicePrincipalName"), resource: textAt(properties, "resourceDisplayName") }),
  };
}

/** The platform takes a token for an identity: the start of a session and not an act of it. */
function identityToken(record: LogRecord): Entities {
  const name = textAt(record["properties"], "servicePrincipalName")?.toLowerCase() ?? null;
  return { ...principalSignIn(record), targetType: "identity", automationName: name, traits: ["session_start"] };
}
