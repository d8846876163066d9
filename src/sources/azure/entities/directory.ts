import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { rolePower } from "../../entra-roles.ts";
import { isFields, parsedJson, textAt } from "../../fields.ts";
import { foldedText } from "../records/body.ts";
import { alias } from "../names/claims.ts";
import { asDirectoryEvent, changeOf, newText, targetsOf } from "../records/directory-event.ts";
import { permissionPower } from "../roles/graph-permissions.ts";
import { detail, whoseTarget } from "./extractor.ts";
import type { Extractor } from "./extractor.ts";

/*
 * Credentials, roles, permissions and identities in Entra ID. Values of changed properties are JSON as text; a credential shows as
 * `[KeyIdentifier=GUID,KeyType=Password,KeyUsage=Verify,DisplayName=…]`:
 * https://learn.microsoft.com/en-us/entra/identity/monitoring-health/reference-audit-activities
 */

export const directoryEntities: Readonly<Record<string, Extractor>> = {
  directory_credential: told(addedCredential),
  user_password: told((record, envelope) => ({ ...target(record), traits: whoseTarget(envelope, target(record).targetId ?? null) })),
  directory_role: told(roleMember),
  app_role: told(appRole),
  app_owner: told(newOwner),
  app_federation: told(appFederation),
  consented_app: told(consentedApp),
  directory_identity: told((record) => ({ ...target(record), traits: ["identity_created", "other_target"] })),
  elevated_user: told((_record, envelope) => ({
    targetId: envelope.actorId,
    targetType: "user",
    privilege: 3,
    traits: ["self_target"],
    detail: { policyName: "User Access Administrator", scope: "/" },
  })),
  federated_domain: told((record) => ({ ...target(record), traits: ["foreign_account", "outside_provider"] })),
};

function told(extract: (record: LogRecord, envelope: Envelope) => Entities): Extractor {
  return (record, envelope) => extract(asDirectoryEvent(record), envelope);
}

/** What was acted on: a user by name, anything else by object id. */
function target(record: LogRecord, at = 0): Entities {
  const resource = targetsOf(record)[at];
  const id = textAt(resource, "id")?.toLowerCase() ?? null;
  const name = textAt(resource, "userPrincipalName")?.toLowerCase() ?? null;
  return {
    targetId: name ?? id,
    ...(name === null || id === null ? {} : { targetAliasId: alias(id).actorAliasId ?? id }),
    targetType: textAt(resource, "type")?.toLowerCase() ?? null,
    detail: detail({ name: textAt(resource, "displayName") }),
  };
}

/** The credential that is there now and was not before; its id is what later sign-ins name. */
function addedCredential(record: LogRecord, envelope: Envelope): Entities {
  const { now, before } = changeOf(record, "KeyDescription");
  const known = new Set(keyIds(before));
  const added = keyIds(now).filter((id) => !known.has(id));
  const about = target(record);
  const traits: readonly Trait[] = added.length === 0 && known.size > keyIds(now).length ? ["removal"] : [];
  return {
    ...about,
    issuedCredentialId: added[0] ?? null,
    traits: [...whoseTarget(envelope, about.targetId ?? null), ...traits],
    detail: { ...about.detail, ...detail({ keys: added.join(",") }) },
  };
}

function keyIds(value: unknown): readonly string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
  return [...text.matchAll(/KeyIdentifier=([0-9a-f-]{36})/gi)].map((found) => (found[1] ?? "").toLowerCase());
}

function roleMember(record: LogRecord, envelope: Envelope): Entities {
  const about = target(record);
  return {
    ...about,
    privilege: rolePower(newText(record, "Role.TemplateId")),
    traits: [...whoseTarget(envelope, about.targetId ?? null), ...(envelope.op.startsWith("Remove") ? (["removal"] as const) : [])],
    detail: { ...about.detail, ...detail({ policyName: newText(record, "Role.DisplayName") ?? roleName(record) }) },
  };
}

/** Events of privileged identity management name the role as a resource of its own. */
function roleName(record: LogRecord): string | null {
  const role = targetsOf(record).find((resource) => textAt(resource, "type") === "Role");
  return textAt(role, "displayName");
}

/** The resource whose permission it is comes first; who got it stands among the changed properties. */
function appRole(record: LogRecord, envelope: Envelope): Entities {
  const targetId = newText(record, "ServicePrincipal.ObjectID")?.toLowerCase() ?? null;
  const permission = newText(record, "AppRole.Value");
  return {
    targetId,
    targetType: "serviceprincipal",
    privilege: permissionPower(permission),
    traits: whoseTarget(envelope, targetId),
    detail: detail({ policyName: permission, name: newText(record, "ServicePrincipal.DisplayName") }),
  };
}

/**
 * Issuers whose tokens are believed now and were not before. The tenant itself is no outsider: so do managed identities enter their own
 * applications. https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredentials-overview
 */
function appFederation(record: LogRecord, envelope: Envelope): Entities {
  const about = target(record);
  const { now, before } = changeOf(record, "FederatedIdentityCredentials");
  const known = new Set(credentialsIn(before).map((one) => JSON.stringify(one)));
  const added = credentialsIn(now).filter((one) => !known.has(JSON.stringify(one)));
  const outside = added.find((one) => !isOwnIssuer(record, foldedText(one, "issuer")));
  const shown = outside ?? added[0];
  return {
    ...about,
    traits: [
      ...whoseTarget(envelope, about.targetId ?? null),
      ...(added.length === 0 ? (["no_change"] as const) : []),
      ...(outside === undefined ? [] : (["foreign_account", "outside_provider"] as const)),
    ],
    detail: { ...about.detail, ...detail({ issuer: foldedText(shown, "issuer"), subject: foldedText(shown, "subject") }) },
  };
}

function credentialsIn(value: unknown): readonly unknown[] {
  return (Array.isArray(value) ? value : [value]).map((one: unknown) => parsedJson(one) ?? one).filter(isFields);
}

function isOwnIssuer(record: LogRecord, issuer: string | null): boolean {
  const tenant = textAt(record, "tenantId") ?? textAt(record, "resourceId")?.split("/")[2] ?? "";
  return issuer === null || (tenant !== "" && issuer.toLowerCase().includes(tenant.toLowerCase()));
}

/** Owners of an application can add credentials to it. */
function newOwner(record: LogRecord, envelope: Envelope): Entities {
  const about = target(record);
  return {
    ...about,
    privilege: 1,
    traits: whoseTarget(envelope, about.targetId ?? null),
    detail: { ...about.detail, policyName: "Owner of an application" },
  };
}

function consentedApp(record: LogRecord): Entities {
  const about = target(record);
  return {
    ...about,
    detail: {
      ...about.detail,
      ...detail({ permissions: newText(record, "ConsentAction.Permissions") ?? newText(record, "DelegatedPermissionGrant.Scope") }),
    },
  };
}
