import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { textAt } from "../../fields.ts";
import { hasPath, principalId } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { whoseTarget } from "./iam.ts";

/*
 * Credentials that outlive the session that makes them:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */

export const credentialEntities = extractors({ access_key: accessKey, user_credential: userCredential, key_pair: keyPair });

/** User a call is about. Without a name in the request it is the caller's own. */
function userOf(call: Call): string | null {
  const named = textAt(call.response, "user", "arn") ?? textAt(call.request, "userName") ?? textAt(call.response, "accessKey", "userName");
  if (named !== null) return principalId("user", named, call.home);
  const { actorId, actorType } = call.envelope;
  return actorType === "user" || actorType === "root" ? actorId : null;
}

function accessKey(call: Call): Entities {
  const targetId = userOf(call);
  const created = call.envelope.op === "CreateAccessKey";
  const status = textAt(call.request, "status");
  // A key switched on again is as good as a new one; the record names it either way.
  const disabled = call.envelope.op === "DeleteAccessKey" || status === "Inactive";
  return {
    targetId,
    targetType: "user",
    issuedCredentialId: created ? textAt(call.response, "accessKey", "accessKeyId") : null,
    traits: [...whoseTarget(call, targetId), ...(disabled ? (["removal"] as const) : [])],
    detail: detail({ accessKeyId: textAt(call.request, "accessKeyId"), status }),
  };
}

function userCredential(call: Call): Entities {
  const targetId = userOf(call);
  const userArn = textAt(call.response, "user", "arn");
  const traits: Trait[] = [...whoseTarget(call, targetId)];
  if (call.envelope.op === "CreateUser") traits.push("identity_created");
  if (call.envelope.op.startsWith("Delete")) traits.push("removal");
  if (textAt(call.request, "permissionsBoundary") !== null) traits.push("boundary_attached");
  return {
    targetId,
    targetType: "user",
    issuedCredentialId: textAt(call.response, "serviceSpecificCredential", "serviceSpecificCredentialId"),
    traits,
    detail: detail({
      targetArn: userArn !== null && hasPath(userArn) ? userArn : null,
      serviceName: textAt(call.request, "serviceName"),
      boundaryArn: textAt(call.request, "permissionsBoundary"),
    }),
  };
}

function keyPair(call: Call): Entities {
  const name = textAt(call.request, "keyName");
  return {
    targetId: name,
    targetType: "key_pair",
    issuedCredentialId: textAt(call.response, "keyPairId"),
    detail: detail({ keyName: name }),
  };
}
