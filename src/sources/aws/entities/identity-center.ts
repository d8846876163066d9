import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { textAt, valueAt } from "../../fields.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { doubts } from "./iam.ts";
import { namedPolicyPrivilege } from "../policies/named.ts";
import { allowsText, parsePolicy } from "../policies/document.ts";
import { judgePrivilege } from "../policies/privilege.ts";

/*
 * IAM Identity Center: permission sets hold rights as groups do, assignments hand them to people.
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html,
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
 */

export const identityCenterEntities = extractors({
  permission_set: permissionSet,
  account_assignment: accountAssignment,
  directory_member: directoryMember,
});

function removal(call: Call): readonly Trait[] {
  return /^(Detach|Delete)/.test(call.envelope.op) ? ["removal"] : [];
}

/** Rights put into a permission set: a managed policy, a customer's own by name, or a document. */
function permissionSet(call: Call): Entities {
  const { request, home } = call;
  const own = textAt(request, "customerManagedPolicyReference", "name");
  const path = textAt(request, "customerManagedPolicyReference", "path") ?? "/";
  const policyId =
    textAt(request, "managedPolicyArn") ?? (own === null ? null : `arn:${home.partition}:iam::${home.account}:policy${path}${own}`);
  const document = valueAt(request, "inlinePolicy");
  const statements = parsePolicy(document);
  const boundary = call.envelope.op.includes("PermissionsBoundary");
  const inline = boundary ? null : "inline";
  return {
    targetId: textAt(request, "permissionSetArn") ?? textAt(call.response, "permissionSet", "permissionSetArn"),
    targetType: "permission_set",
    policyId,
    privilege: statements === null ? namedPolicyPrivilege(policyId) : judgePrivilege(statements),
    traits: boundary ? [removal(call).length > 0 ? "boundary_removed" : "boundary_attached"] : removal(call),
    flags: statements === null ? doubts(document) : [],
    detail: detail({
      policyArn: policyId,
      policyName: policyId === null ? inline : null,
      allows: statements === null ? null : allowsText(statements),
    }),
  };
}

/** A permission set given to a user or group in an account; what it holds, other records say. */
function accountAssignment(call: Call): Entities {
  const { request } = call;
  const principal = textAt(request, "principalId");
  return {
    targetId: principal === null ? null : `identitycenter:${principal}`,
    targetType: (textAt(request, "principalType") ?? "user").toLowerCase(),
    targetAccount: textAt(request, "targetId"),
    policyId: textAt(request, "permissionSetArn"),
    traits: removal(call),
    detail: detail({ assignedIn: textAt(request, "targetId") }),
  };
}

/** Users made in the identity store, and users put into its groups. */
function directoryMember(call: Call): Entities {
  const { request, response } = call;
  const group = textAt(request, "groupId");
  const user =
    textAt(response, "userId") ?? textAt(response, "user", "userId") ?? textAt(request, "memberId", "userId") ?? textAt(request, "userId");
  return {
    targetId: user === null ? null : `identitycenter:${user}`,
    targetType: "user",
    policyId: group === null ? null : `identitycenter:${group}`,
    traits: call.envelope.op === "CreateUser" ? ["identity_created"] : removal(call),
    detail: detail({ userName: textAt(request, "userName") }),
  };
}
