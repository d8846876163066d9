import type { Entities } from "../../../facts/fact.ts";
import { textAt } from "../../fields.ts";
import { googleAccount } from "../../outside-identity.ts";
import { at, detail, extractors, text } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { accountEmail, keyIdOf } from "../names/service-accounts.ts";

/*
 * Service accounts, their keys, and tokens minted for them:
 * https://cloud.google.com/iam/docs/audit-logging/examples-service-accounts. Later use of a key names
 * it in `serviceAccountKeyName`, which ends in the id that the creation answered with.
 */

export const credentialEntities = extractors({
  service_account: serviceAccount,
  account_key: accountKey,
  other_credential: otherCredential,
  minted_token: mintedToken,
  federated_token: federatedToken,
});

function accountOf(call: Call): string | null {
  const named = [
    text(call.response, "email"),
    text(call.request, "name"),
    text(call.response, "name"),
    textAt(call.record, "resource", "labels", "email_id"),
    call.resourceName,
  ];
  return named.map(accountEmail).find((email) => email !== null) ?? newAccount(call);
}

/** The account's number, which its tokens carry as their subject wherever they are shown. */
export function accountAlias(call: Call): Pick<Entities, "targetAliasId"> {
  const named = [
    text(call.response, "uniqueId"),
    textAt(call.record, "resource", "labels", "unique_id"),
    call.resourceName.split("/").at(-1),
  ];
  const found = named.flatMap((number) => googleAccount(number ?? "") ?? [])[0];
  return found === undefined ? {} : { targetAliasId: found.id };
}

function newAccount(call: Call): string | null {
  const id = text(call.request, "accountId");
  return id === null ? null : `${id}@${call.envelope.account}.iam.gserviceaccount.com`;
}

function serviceAccount(call: Call): Entities {
  const { op } = call.envelope;
  return {
    targetId: accountOf(call),
    ...accountAlias(call),
    targetType: "service_account",
    traits: op === "CreateServiceAccount" ? ["identity_created"] : /^(Delete|Disable)/.test(op) ? ["removal"] : [],
    detail: detail({ displayName: text(call.request, "serviceAccount", "displayName") }),
  };
}

/** A key that an account makes for itself works from anywhere, so it counts like any other. */
function accountKey(call: Call): Entities {
  const id = keyIdOf(text(call.response, "name")) ?? keyIdOf(text(call.request, "name"));
  const isNew = /^(Create|Upload)/.test(call.envelope.op);
  return {
    targetId: accountOf(call),
    ...accountAlias(call),
    targetType: "service_account",
    issuedCredentialId: isNew ? id : null,
    traits: /^(Delete|Disable)/.test(call.envelope.op) ? ["removal"] : [],
    detail: detail({ keyId: id, keyType: text(call.response, "keyType"), uploaded: call.envelope.op.startsWith("Upload") || null }),
  };
}

/** HMAC keys of Cloud Storage act for an account; API keys for a project. */
function otherCredential(call: Call): Entities {
  const account = accountEmail(text(call.request, "serviceAccountEmail") ?? text(at(call.response, "metadata"), "serviceAccountEmail"));
  return {
    targetId: account ?? (call.resourceName === "" ? null : call.resourceName),
    targetType: account === null ? "api_key" : "service_account",
    issuedCredentialId: text(call.response, "metadata", "accessId") ?? text(call.response, "uid"),
    detail: detail({ displayName: text(call.request, "key", "displayName") }),
  };
}

/** Later acts with the token name the account that fetched it as their delegate; so its name is the credential. */
function mintedToken(call: Call): Entities {
  return {
    targetId: accountOf(call),
    ...accountAlias(call),
    targetType: "service_account",
    issuedCredentialId: call.envelope.actorType === "federated" ? call.envelope.credentialId : call.envelope.actorId,
    detail: detail({ scopes: scopesOf(call), audience: text(call.request, "audience") }),
  };
}

/** A token of another identity provider exchanged for Google's: acts with it name the principal that it was mapped to. */
function federatedToken(call: Call): Entities {
  return {
    targetId: call.resourceName === "" ? null : call.resourceName,
    targetType: "identity_provider",
    issuedCredentialId: textAt(call.payload, "metadata", "mapped_principal"),
    detail: detail({ subject: textAt(call.payload, "authenticationInfo", "principalSubject"), audience: text(call.request, "audience") }),
  };
}

function scopesOf(call: Call): string | null {
  const scopes = at(call.request, "scope");
  return Array.isArray(scopes)
    ? scopes
        .filter((scope) => typeof scope === "string")
        .join(" ")
        .slice(0, 300)
    : null;
}
