import type { Envelope } from "../../../facts/fact.ts";
import type { Via } from "../../../facts/kinds.ts";
import { isFields, textAt } from "../../fields.ts";
import { automationOf, parseArmId } from "./arm-id.ts";

/*
 * Who a token speaks for. Claims of access tokens and of managed identities (`xms_mirid`, the identity's ARM id;
 * `xms_az_rid`, the ARM id of the resource that asked for the token):
 * https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference
 * https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference
 * `identity.authorization.evidence` describes the caller's right to act, never what is granted; nothing is read from it.
 */

const SCHEMA = "http://schemas.microsoft.com/identity/claims/";
const SOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

export type Caller = Pick<Envelope, "actorId" | "actorType" | "sessionName" | "sessionAutomationId" | "credentialId"> & {
  readonly actorAliasId?: string;
};

export const NOBODY: Caller = { actorId: null, actorType: "unknown", sessionName: null, sessionAutomationId: null, credentialId: null };

/**
 * The caller: a managed identity by its ARM id, a user by the lower-cased name, any other service principal by its object id. The
 * object id, by which grants and directory logs name all three, is kept as an alias where it is not the id (docs/adr/0013).
 */
export function callerOf(claims: unknown): Caller {
  const objectId = claim(claims, "oid", `${SCHEMA}objectidentifier`);
  const identity = parseArmId(claim(claims, "xms_mirid"));
  // Ids of tokens differ in case; later looks search for them as they are.
  const credentialId = textAt(claims, "uti");
  if (identity !== null) {
    const sessionAutomationId = (automationOf(claim(claims, "xms_az_rid")) ?? automationOf(identity.id))?.id ?? null;
    return { actorId: identity.id, ...alias(objectId), actorType: "role_session", sessionName: null, sessionAutomationId, credentialId };
  }
  const user = userName(claims);
  if (user !== null) return { ...NOBODY, actorId: user, ...alias(objectId), actorType: "user", credentialId };
  const appId = claim(claims, "appid");
  const actorId = objectId ?? appId;
  return { ...NOBODY, actorId, actorType: actorId === null ? "unknown" : "role_session", credentialId };
}

export function alias(objectId: string | null): { readonly actorAliasId?: string } {
  return objectId === null ? {} : { actorAliasId: objectId };
}

/** A user's name, from a token that a person's sign-in made. */
function userName(claims: unknown): string | null {
  if (textAt(claims, "idtyp") === "app") return null;
  return claim(claims, `${SOAP}upn`, "upn", `${SOAP}emailaddress`, `${SOAP}name`);
}

/** First of some claims, lower case. Their keys are written short or as URLs, and the URLs in any case. */
function claim(claims: unknown, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const exact = textAt(claims, key);
    if (exact !== null) return exact.toLowerCase();
  }
  if (!isFields(claims)) return null;
  const wanted = new Set(keys.map((key) => key.toLowerCase()));
  const found = Object.keys(claims).find((key) => wanted.has(key.toLowerCase()));
  return found === undefined ? null : (textAt(claims, found)?.toLowerCase() ?? null);
}

/** Microsoft's own clients, by application id, from a claim that only Entra writes: a hint at how the call was made. */
const CLIENTS: ReadonlyMap<string, Via> = new Map([
  ["c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "console"], // Azure portal
  ["04b07795-8ddb-461a-bbee-02f9e1bf7b46", "cli"], // Azure CLI
  ["1950a258-227b-4e31-a9cf-717495945fc2", "cli"], // Azure PowerShell
]);

export function viaOf(claims: unknown): Via {
  return CLIENTS.get(claim(claims, "appid") ?? "") ?? "unknown";
}
