import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { numberAt, parsedJson, textAt } from "../../fields.ts";
import { itemsOf } from "../records/audit-record.ts";
import { rolePower } from "../../entra-roles.ts";
import { detail, extractors } from "./extractor.ts";
import { scopePower, scopeTraits } from "../names/scopes.ts";

/*
 * Events of the directory as the unified audit log has them: `Target` a list of one thing's ids by type (1 name, 2 object id,
 * 4 service principal name, 5 user name), `ModifiedProperties` with values that are often JSON text:
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema#azure-active-directory-schema
 */

export const directoryEntities = extractors({
  consented_app: consentedApp,
  directory_identity: (record) => ({ ...targetOf(record), traits: ["identity_created", "other_target"] }),
  directory_credential: (record, envelope) => {
    const about = targetOf(record);
    return { ...about, issuedCredentialId: addedKey(record), traits: whose(envelope, about) };
  },
  directory_role: (record, envelope) => {
    const about = targetOf(record);
    const power = rolePower(newText(record, "Role.TemplateId"));
    const told = detail({ policyName: newText(record, "Role.DisplayName") });
    return { ...about, privilege: power, traits: whose(envelope, about), detail: { ...about.detail, ...told } };
  },
  app_role: (record) => {
    const permission = newText(record, "AppRole.Value");
    return {
      targetId: newText(record, "ServicePrincipal.ObjectID")?.toLowerCase() ?? null,
      targetType: "serviceprincipal",
      privilege: permission === null ? null : scopePower([permission]),
      traits: ["other_target"],
      detail: detail({ policyName: permission, name: newText(record, "ServicePrincipal.DisplayName") }),
    };
  },
  app_owner: (record, envelope) => {
    const about = targetOf(record);
    const told = detail({ policyName: "Owner of an application", application: newText(record, "Application.DisplayName") });
    return { ...about, privilege: 1, traits: whose(envelope, about), detail: { ...about.detail, ...told } };
  },
  access_reset: (record, envelope) => {
    const about = targetOf(record);
    return { ...about, traits: ["access_reset", ...whose(envelope, about)] };
  },
  portal_sign_in: (record) => ({ targetId: textAt(record, "ApplicationId")?.toLowerCase() ?? null, targetType: "portal" }),
});

/** What was acted on: a user by name, anything else by object id. */
function targetOf(record: LogRecord): Entities {
  const ids = itemsOf(record, "Target").map((target) => ({ id: textAt(target, "ID"), type: numberAt(target, "Type") }));
  const typed = ids.find(({ id }) => /^(User|ServicePrincipal|Application|Group)_[0-9a-f-]{36}$/i.test(id ?? ""))?.id ?? null;
  const [type, objectId] = (typed ?? "").toLowerCase().split("_");
  const user = (ids.find((target) => target.type === 5)?.id ?? null)?.toLowerCase();
  const plain = textAt(record, "ObjectId")?.toLowerCase() ?? null;
  const targetId = user ?? objectId ?? plain;
  return {
    targetId,
    ...(user === undefined || objectId === undefined || user === objectId ? {} : { targetAliasId: objectId }),
    targetType: type === undefined || type === "" ? null : type,
    detail: detail({ name: ids.find((target) => target.type === 1)?.id }),
  };
}

function whose({ actorId, actorAliasId }: Envelope, about: Entities): readonly Trait[] {
  if (actorId === null || typeof about.targetId !== "string") return [];
  const own = new Set(actorAliasId === undefined ? [actorId] : [actorId, actorAliasId]);
  return own.has(about.targetId) || (about.targetAliasId !== undefined && own.has(about.targetAliasId))
    ? ["self_target"]
    : ["other_target"];
}

/** New value of a changed property; one that sits alone in a JSON list counts. */
function newText(record: LogRecord, name: string): string | null {
  const change = itemsOf(record, "ModifiedProperties").find((item) => textAt(item, "Name")?.toLowerCase() === name.toLowerCase());
  const text = textAt(change, "NewValue");
  const parsed = parsedJson(text);
  const value: unknown = Array.isArray(parsed) ? parsed[0] : typeof parsed === "string" ? parsed : text;
  return typeof value === "string" && value !== "" ? value : null;
}

/** The key that is there now and was not before: `[KeyIdentifier=GUID,KeyType=Password,…]`. */
function addedKey(record: LogRecord): string | null {
  const change = itemsOf(record, "ModifiedProperties").find((item) => textAt(item, "Name")?.toLowerCase() === "keydescription");
  const before = new Set(keysIn(textAt(change, "OldValue")));
  return keysIn(textAt(change, "NewValue")).find((key) => !before.has(key)) ?? null;
}

function keysIn(text: string | null): readonly string[] {
  return [...(text ?? "").matchAll(/KeyIdentifier=([0-9a-f-]{36})/gi)].map((found) => (found[1] ?? "").toLowerCase());
}

/** Permissions stand in the middle of `[] => [[Id: …, ConsentType: AllPrincipals, Scope: User.Read Mail.Send, …]]`, or by themselves. */
function consentedApp(record: LogRecord, envelope: Envelope): Entities {
  const about = targetOf(record);
  const granted = newText(record, "ConsentAction.Permissions") ?? "";
  const after = granted.split("=>").at(-1) ?? "";
  const plain = newText(record, "DelegatedPermissionGrant.Scope") ?? "";
  const texts = [...after.matchAll(/Scope: ([^,\]]*)/g)].map((found) => found[1] ?? "");
  const scopes = [...new Set([...texts, plain].flatMap((text) => text.split(/\s+/)).filter((scope) => scope !== ""))].toSorted();
  return {
    ...about,
    runAsId: envelope.actorId,
    privilege: scopePower(scopes),
    traits: scopeTraits(scopes),
    detail: {
      ...about.detail,
      ...detail({ scopes: scopes.join(", "), capabilities: scopes.join(", "), consentType: /ConsentType: (\w+)/.exec(after)?.[1] }),
      ...detail({
        isAdminConsent: newText(record, "ConsentContext.IsAdminConsent"),
        appId: newText(record, "TargetId.ServicePrincipalNames"),
      }),
    },
  };
}
