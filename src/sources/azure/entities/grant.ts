import type { Entities } from "../../../facts/fact.ts";
import type { Privilege, Trait } from "../../../facts/kinds.ts";
import { isFields, textAt, textsAt } from "../../fields.ts";
import { parseArmId } from "../names/arm-id.ts";
import { folded, foldedText } from "../records/body.ts";
import { BUILT_IN_ROLES } from "../roles/built-in-roles.ts";
import { detail, extractors, whoseTarget, wasCreated } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { judgeActions } from "../roles/role-actions.ts";

/*
 * Rights given in Azure: role assignments, role definitions, the global administrator's elevation, access policies of vaults,
 * and who may get tokens of a managed identity by federation. The granted role stands in the request only:
 * https://learn.microsoft.com/en-us/rest/api/authorization/role-assignments/create
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/elevate-access-global-admin
 * https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredentials-overview
 */

export const grantEntities = extractors({
  role_assignment: roleAssignment,
  role_definition: roleDefinition,
  elevated_access: elevatedAccess,
  vault_access: vaultAccess,
  federated_credential: federatedCredential,
  identity_written: writtenIdentity,
  assigned_identity: assignedIdentity,
});

function roleAssignment(call: Call): Entities {
  const properties = folded(call.request, "properties") ?? folded(call.response, "properties");
  const principal = foldedText(properties, "principalId")?.toLowerCase() ?? null;
  const assignment = call.resource?.id ?? null;
  // A removal often names nothing but the assignment, which its making tied to the principal.
  const targetId = principal ?? (removalOf(call).length > 0 ? assignment : null);
  const roleId = lastSegment(foldedText(properties, "roleDefinitionId"));
  const role = roleId === null ? null : (BUILT_IN_ROLES.get(roleId) ?? null);
  const scope = foldedText(properties, "scope") ?? scopeOf(call);
  const request = requestType(properties);
  return {
    targetId,
    ...(principal === null || assignment === null ? {} : { targetAliasId: assignment }),
    targetType: foldedText(properties, "principalType")?.toLowerCase() ?? "principal",
    // A custom role is known by its own records; a built-in one from the list.
    policyId: role === null ? roleId : null,
    privilege: role === null ? null : within(scope, role.power),
    traits: [...whoseTarget(call.envelope, principal), ...removalOf(call), ...traitsOf(request)],
    detail: detail({ policyName: role?.name, roleDefinitionId: roleId, scope, assignment: call.resource?.name.toLowerCase(), request }),
  };
}

/**
 * What was asked of privileged identity management: a role for somebody, at once or when they want it (`AdminAssign`), or to make use of
 * one's own (`SelfActivate`), which gives nothing that was not held:
 * https://learn.microsoft.com/en-us/rest/api/authorization/role-assignment-schedule-requests/create#requesttype
 */
function requestType(properties: unknown): string | null {
  return foldedText(properties, "requestType");
}

function traitsOf(request: string | null): readonly Trait[] {
  if (request === null) return [];
  if (/remove|deactivate/i.test(request)) return ["removal"];
  return /^self/i.test(request) ? ["no_change"] : [];
}

/** The scope is what the assignment hangs on, when the body does not tell. */
function scopeOf(call: Call): string | null {
  return call.resource?.id.split("/providers/microsoft.authorization/")[0] ?? null;
}

/** A role on a single resource gives little of what it gives on a subscription or a resource group. */
function within(scope: string | null, power: Privilege): Privilege {
  const arm = parseArmId(scope);
  const isResource = arm !== null && arm.type !== "" && !arm.type.startsWith("microsoft.management/managementgroups");
  return isResource && power > 1 ? (power === 3 ? 2 : 1) : power;
}

export function lastSegment(path: string | null): string | null {
  return path?.split("/").at(-1)?.toLowerCase() ?? null;
}

function removalOf(call: Call): readonly Trait[] {
  return /\/delete$/i.test(call.envelope.op) ? ["removal"] : [];
}

/** The target is the definition, for assignments to join. */
function roleDefinition(call: Call): Entities {
  const properties = folded(call.request, "properties");
  const permissions = folded(properties, "permissions");
  const actions = Array.isArray(permissions) ? permissions.flatMap((one) => textsAt({ actions: folded(one, "actions") }, "actions")) : null;
  const id = lastSegment(call.resource?.id ?? null);
  return {
    targetId: id,
    targetType: "policy",
    policyId: id,
    privilege: actions === null ? null : judgeActions(actions),
    traits: removalOf(call),
    detail: detail({ policyName: foldedText(properties, "roleName"), allows: actions?.slice(0, 20).join(", ") }),
  };
}

/** A global administrator becomes User Access Administrator of everything. */
function elevatedAccess(call: Call): Entities {
  const { actorId } = call.envelope;
  return {
    targetId: actorId,
    targetType: "user",
    privilege: 3,
    traits: ["self_target"],
    detail: detail({ policyName: "User Access Administrator", scope: "/" }),
  };
}

/** Vaults with access policies: who may read what is inside. One fact a principal, and one for the vault when no policy is named. */
function vaultAccess(call: Call): readonly Entities[] {
  const policies = folded(call.request, "properties", "accessPolicies");
  const vault = detail({ scope: call.resource?.id.split("/accesspolicies/")[0] });
  if (!Array.isArray(policies)) return [{ targetType: "principal", detail: vault }];
  return policies.filter(isFields).map((policy) => {
    const targetId = foldedText(policy, "objectId")?.toLowerCase() ?? null;
    return {
      targetId,
      targetType: "principal",
      privilege: 1 as const,
      traits: whoseTarget(call.envelope, targetId),
      detail: { ...vault, ...detail({ policyName: "access policy" }) },
    };
  });
}

/** Tokens of an identity for whoever an issuer vouches for. An issuer that is not the tenant itself is outside. */
function federatedCredential(call: Call): Entities {
  const properties = folded(call.request, "properties") ?? folded(call.response, "properties");
  const issuer = foldedText(properties, "issuer");
  const tenant = textAt(call.record, "tenantId")?.toLowerCase() ?? "";
  const isOwn = issuer !== null && tenant !== "" && issuer.toLowerCase().includes(tenant);
  return {
    targetId: call.resource?.id.split("/federatedidentitycredentials/")[0] ?? null,
    targetType: "identity",
    traits: issuer === null || isOwn ? [] : ["foreign_account", "outside_provider"],
    detail: detail({ issuer, subject: foldedText(properties, "subject"), name: call.resource?.name }),
  };
}

function writtenIdentity(call: Call): Entities {
  const principalId = foldedText(call.response, "properties", "principalId")?.toLowerCase() ?? null;
  return {
    targetId: call.resource?.id ?? null,
    targetType: "identity",
    ...(principalId === null ? {} : { targetAliasId: principalId }),
    traits: wasCreated(call) ? ["identity_created", "other_target"] : ["other_target"],
    detail: detail({ principalId }),
  };
}

/** The right to pass an identity, used: the record names the identity and not who got it. */
function assignedIdentity(call: Call): Entities {
  return {
    runAsId: call.resource?.id ?? null,
    targetId: call.resource?.id ?? null,
    targetType: "identity",
    traits: call.envelope.outcome === "denied" ? ["denied_pass"] : [],
  };
}
