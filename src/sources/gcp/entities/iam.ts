import type { Entities } from "../../../facts/fact.ts";
import type { Privilege, Trait } from "../../../facts/kinds.ts";
import { flagAt, listAt, textAt, textsAt } from "../../fields.ts";
import { bindingsOf, isEverybody, opennessOf } from "../roles/bindings.ts";
import type { Binding } from "../roles/bindings.ts";
import { accountAlias } from "./credential.ts";
import { at, detail, extractors, text } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { principalId } from "../names/principal.ts";
import { permissionPower } from "../roles/permission-power.ts";
import { customRole, rolePower } from "../roles/role-power.ts";
import { accountEmail, projectOfAccount } from "../names/service-accounts.ts";

/*
 * Rights given to identities: https://cloud.google.com/iam/docs/audit-logging/examples-service-accounts
 * and https://cloud.google.com/logging/docs/reference/audit/bigquery/rest/Shared.Types/PolicyDelta
 */

export const iamEntities = extractors({
  granted_roles: grantedRoles,
  ownership_invite: ownershipInvite,
  account_trust: accountTrust,
  account_right: accountRight,
  role_content: roleContent,
  identity_provider: identityProvider,
});

/** Power matters most, then what is new: a project's whole policy can be long. */
function grantedRoles(call: Call): readonly Entities[] {
  const counted = bindingsOf(call).filter((binding) => !binding.fromWhole || rolePower(binding.role) !== 0);
  // A custom role may hold anything.
  const powerful = counted.toSorted((a, b) => (rolePower(b.role) ?? 2) - (rolePower(a.role) ?? 2));
  return powerful.slice(0, MOST_BINDINGS).map((binding) => grantOf(call, binding, rolePower(binding.role)));
}

const MOST_BINDINGS = 40;

function grantOf(call: Call, binding: Binding, privilege: Privilege | null): Entities {
  const { role, member, removed } = binding;
  return {
    targetId: member,
    targetType: memberType(member),
    targetAccount: projectOfAccount(member),
    policyId: customRole(role),
    privilege,
    traits: [
      ...whose(call, member),
      ...(removed ? (["removal"] as const) : []),
      ...(isEverybody(member) && !removed ? (["public"] as const) : []),
    ],
    detail: detail({
      role,
      scope: resourceOf(call),
      policyName: `${role} on ${resourceOf(call)}`,
      condition: binding.condition,
      wholePolicy: binding.fromWhole || null,
    }),
  };
}

/** Somebody outside of the organisation is asked to become an owner, and is one by accepting. */
function ownershipInvite(call: Call): Entities {
  const member = principalId(text(call.request, "member"));
  if (member === null) return { privilege: 3 };
  return grantOf(call, { role: "roles/owner", member, federated: false, removed: false, condition: null, fromWhole: false }, 3);
}

function memberType(member: string): string {
  if (member.endsWith("gserviceaccount.com")) return "service_account";
  return member.startsWith("group:") ? "group" : "principal";
}

export function whose(call: Call, member: string | null): readonly Trait[] {
  const { actorId } = call.envelope;
  if (actorId === null || member === null) return [];
  return [actorId === member ? "self_target" : "other_target"];
}

function resourceOf(call: Call): string {
  return call.resourceName === "" ? call.envelope.account : call.resourceName;
}

/** Service account that a policy is written for: by e-mail in the request, by label, by number otherwise. */
function accountOf(call: Call): string | null {
  return (
    accountEmail(text(call.request, "resource")) ??
    accountEmail(textAt(call.record, "resource", "labels", "email_id")) ??
    accountEmail(call.resourceName) ??
    (call.resourceName === "" ? null : call.resourceName)
  );
}

/** Who may act as a service account: the counterpart of a role's trust. */
function accountTrust(call: Call): readonly Entities[] {
  return bindingsOf(call)
    .slice(0, MOST_BINDINGS)
    .map((binding) => ({
      targetId: accountOf(call),
      ...accountAlias(call),
      targetType: "service_account",
      traits: [...whose(call, accountOf(call)), ...opennessOf(call, binding), ...(binding.removed ? (["removal"] as const) : [])],
      detail: detail({ role: binding.role, member: binding.member, condition: binding.condition }),
    }));
}

/** The same from the member's side: rights over one identity only, whose own power decides what they are worth. */
function accountRight(call: Call): readonly Entities[] {
  return bindingsOf(call)
    .slice(0, MOST_BINDINGS)
    .map((binding) => grantOf(call, binding, 1));
}

/** A custom role's permissions; the target is the role, for grants to join. */
function roleContent(call: Call): Entities {
  const id = text(call.response, "name") ?? nameAskedFor(call) ?? (call.resourceName === "" ? null : call.resourceName);
  const added = textsAt(at(call.payload, "serviceData", "permissionDelta"), "addedPermissions");
  const whole = [...textsAt(at(call.request, "role"), "includedPermissions"), ...textsAt(at(call.request, "role"), "included_permissions")];
  const answered = [...textsAt(call.response, "includedPermissions"), ...textsAt(call.response, "included_permissions")];
  const permissions = [...new Set([...answered, ...whole, ...added])].toSorted();
  return {
    targetId: id,
    targetType: "policy",
    policyId: id,
    privilege: permissions.length === 0 ? null : permissionPower(permissions),
    traits: call.envelope.op === "DeleteRole" ? ["removal"] : [],
    detail: detail({ allows: permissions.join(", ").slice(0, 300), stage: text(call.request, "role", "stage") }),
  };
}

function nameAskedFor(call: Call): string | null {
  const parent = text(call.request, "parent");
  const id = text(call.request, "roleId");
  return text(call.request, "name") ?? (parent === null || id === null ? null : `${parent}/roles/${id}`);
}

/** Tokens of somebody else's identity provider are believed from now on. */
function identityProvider(call: Call): Entities {
  const provider = at(call.request, "workloadIdentityPoolProvider");
  const disabled = flagAt(provider, "disabled") === true || call.envelope.op.startsWith("Delete");
  return {
    targetId: call.resourceName === "" ? text(call.request, "parent") : call.resourceName,
    targetType: "identity_provider",
    traits: disabled ? ["removal"] : ["outside_provider"],
    detail: detail({
      issuer: text(provider, "oidc", "issuerUri") ?? text(provider, "aws", "accountId"),
      condition: text(provider, "attributeCondition"),
      audiences: listAt(at(provider, "oidc", "allowedAudiences"))
        .filter((one) => typeof one === "string")
        .join(","),
    }),
  };
}
