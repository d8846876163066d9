import type { Entities } from "../../../facts/fact.ts";
import type { Flag, Trait } from "../../../facts/kinds.ts";
import { flagAt, textAt, valueAt } from "../../fields.ts";
import { principalId } from "../arn.ts";
import type { Principal } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { namedPolicyPrivilege } from "../policies/named.ts";
import { allowsText, parsePolicy } from "../policies/document.ts";
import { judgePrivilege } from "../policies/privilege.ts";

/*
 * Rights given to identities. Requests and answers of IAM as logged by CloudTrail:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */

export const iamGrantEntities = extractors({
  policy_attachment: policyAttachment,
  inline_policy: inlinePolicy,
  policy_content: policyContent,
  boundary,
  group_membership: groupMembership,
});

/** A boundary that limits nobody is as good as none. */
export const LIMITS_NOBODY = 3;

/** Role, user or group that a call names, without its path. */
export function targetOf(call: Call): Pick<Entities, "targetId" | "targetType"> {
  for (const type of ["role", "user", "group"] as const satisfies readonly Principal[]) {
    const targetId = principalId(type, textAt(call.request, `${type}Name`), call.home);
    if (targetId !== null) return { targetId, targetType: type };
  }
  return {};
}

/** Whether actors act on their own identity; silent when either side is unknown. */
export function whoseTarget(call: Call, targetId: string | null | undefined): readonly Trait[] {
  const { actorId } = call.envelope;
  if (actorId === null || targetId === null || targetId === undefined) return [];
  return [actorId === targetId ? "self_target" : "other_target"];
}

function removalOf(call: Call): readonly Trait[] {
  return /^(Detach|Delete|Remove)/.test(call.envelope.op) ? ["removal"] : [];
}

function policyAttachment(call: Call): Entities {
  const target = targetOf(call);
  const policyId = textAt(call.request, "policyArn");
  return {
    ...target,
    policyId,
    privilege: namedPolicyPrivilege(policyId),
    traits: [...whoseTarget(call, target.targetId), ...removalOf(call)],
    detail: detail({ policyArn: policyId }),
  };
}

function inlinePolicy(call: Call): Entities {
  const target = targetOf(call);
  const judged = judgedDocument(call);
  return {
    ...target,
    ...judged,
    traits: [...whoseTarget(call, target.targetId), ...removalOf(call)],
    detail: { ...judged.detail, ...detail({ policyName: textAt(call.request, "policyName") }) },
  };
}

/** A customer's own policy or one of its versions: the target is the policy, for attachments to join. */
function policyContent(call: Call): Entities {
  const policyId = textAt(call.response, "policy", "arn") ?? textAt(call.request, "policyArn") ?? newPolicyArn(call);
  const judged = judgedDocument(call);
  return {
    ...judged,
    targetId: policyId,
    targetType: "policy",
    policyId,
    // A version that is not the default gives nothing until it is chosen.
    traits: [...removalOf(call), ...(inForce(call) ? [] : (["pending"] as const))],
    detail: {
      ...judged.detail,
      ...detail({
        versionId:
          textAt(call.response, "policyVersion", "versionId") ??
          textAt(call.request, "versionId") ??
          textAt(call.response, "policy", "defaultVersionId"),
        setAsDefault: inForce(call),
      }),
    },
  };
}

/** A new policy's first version is in force at once; so is one that is chosen. What was left out of the record may be. */
function inForce(call: Call): boolean {
  if (call.envelope.op !== "CreatePolicyVersion" || call.request["omitted"] === true) return true;
  return flagAt(call.request, "setAsDefault") ?? flagAt(call.response, "policyVersion", "isDefaultVersion") ?? false;
}

function newPolicyArn(call: Call): string | null {
  const name = textAt(call.request, "policyName");
  const path = textAt(call.request, "path") ?? "/";
  return name === null ? null : `arn:${call.home.partition}:iam::${call.home.account}:policy${path}${name}`;
}

function judgedDocument(call: Call): Pick<Entities, "privilege" | "flags"> & { readonly detail: NonNullable<Entities["detail"]> } {
  const document = valueAt(call.request, "policyDocument");
  const statements = parsePolicy(document);
  if (statements === null) return { privilege: null, flags: doubts(document), detail: {} };
  return { privilege: judgePrivilege(statements), flags: [], detail: detail({ allows: allowsText(statements) }) };
}

/** A document that is there but cannot be read was cut, unless AWS says that it hid it. */
export function doubts(document: unknown): readonly Flag[] {
  const hidden = typeof document === "string" && document.startsWith("HIDDEN_DUE_TO");
  return document === undefined || document === null || hidden ? [] : ["truncated"];
}

/** A boundary limits; it gives nothing, so it carries no policy for grants to be resolved through. */
function boundary(call: Call): Entities {
  const target = targetOf(call);
  const boundaryArn = textAt(call.request, "permissionsBoundary");
  const removed = call.envelope.op.startsWith("Delete") || namedPolicyPrivilege(boundaryArn) === LIMITS_NOBODY;
  return {
    ...target,
    traits: [...whoseTarget(call, target.targetId), removed ? "boundary_removed" : "boundary_attached"],
    detail: detail({ boundaryArn }),
  };
}

function groupMembership(call: Call): Entities {
  const targetId = principalId("user", textAt(call.request, "userName"), call.home);
  return {
    targetId,
    targetType: "user",
    policyId: principalId("group", textAt(call.request, "groupName"), call.home),
    traits: [...whoseTarget(call, targetId), ...removalOf(call)],
  };
}
