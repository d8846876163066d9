import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { textAt, valueAt } from "../../fields.ts";
import { hasPath, principalId } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { LIMITS_NOBODY, doubts, whoseTarget } from "./iam.ts";
import { namedPolicyPrivilege } from "../policies/named.ts";
import { parsePolicy } from "../policies/document.ts";
import { judgePrincipals } from "../policies/principals.ts";

/*
 * Who may become a role, and which outside providers are believed:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
 */

export const trustEntities = extractors({ role_trust: roleTrust, identity_provider: identityProvider });

function roleTrust(call: Call): Entities {
  const roleArn = textAt(call.response, "role", "arn");
  const targetId = principalId("role", roleArn ?? textAt(call.request, "roleName"), call.home);
  const document =
    valueAt(call.request, "assumeRolePolicyDocument") ??
    valueAt(call.request, "policyDocument") ??
    valueAt(call.response, "role", "assumeRolePolicyDocument");
  const statements = parsePolicy(document);
  const admitted = judgePrincipals(statements ?? [], call.home.account);
  const boundaryArn = textAt(call.request, "permissionsBoundary");
  return {
    targetId,
    targetType: "role",
    targetAccount: admitted.foreignAccount,
    traits: [...admitted.traits, ...whoseTarget(call, targetId), ...creationTraits(call, boundaryArn)],
    flags: statements === null ? doubts(document) : [],
    detail: detail({
      trustedPrincipals: admitted.names.join(", ").slice(0, 200),
      boundaryArn,
      targetArn: roleArn !== null && hasPath(roleArn) ? roleArn : null,
    }),
  };
}

function creationTraits(call: Call, boundaryArn: string | null): readonly Trait[] {
  const traits: Trait[] = [];
  if (call.envelope.op === "CreateRole") traits.push("identity_created");
  if (call.envelope.op === "DeleteRole") traits.push("removal");
  if (boundaryArn !== null && namedPolicyPrivilege(boundaryArn) !== LIMITS_NOBODY) traits.push("boundary_attached");
  return traits;
}

/** OIDC and SAML providers and trust anchors: whoever runs one can vouch for anybody. */
function identityProvider(call: Call): Entities {
  const { request, response } = call;
  const arn =
    textAt(response, "openIDConnectProviderArn") ??
    textAt(response, "sAMLProviderArn") ??
    textAt(request, "sAMLProviderArn") ??
    textAt(response, "trustAnchor", "trustAnchorArn");
  const name = textAt(request, "url") ?? textAt(request, "name");
  return {
    targetId: arn ?? name,
    targetType: "identity_provider",
    traits: ["outside_provider"],
    detail: detail({ trustedPrincipals: name }),
  };
}
