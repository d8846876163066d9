import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { listAt, textAt, valueAt } from "../../fields.ts";
import { accountOfArn, hasPath, principalId } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { allowsText, parsePolicy } from "../policies/document.ts";

/*
 * Sessions of AWS STS as logged: https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 * A call into another account is logged on both sides; `sharedEventID` is the same in both.
 */

export const stsEntities = extractors({
  assumed_role: assumedRole,
  service_session: serviceSession,
  issued_token: issuedToken,
  root_session: rootSession,
});

function roleArnOf(call: Call): string | null {
  const listed = listAt(call.record, "resources").map((resource) => textAt(resource, "ARN"));
  return textAt(call.request, "roleArn") ?? listed.find((arn) => arn?.includes(":role/") ?? false) ?? null;
}

function assumedRole(call: Call): Entities {
  const roleArn = roleArnOf(call);
  const targetId = principalId("role", roleArn, call.home);
  const targetAccount = accountOfArn(targetId);
  const traits: Trait[] = [];
  const callerAccount = accountOfArn(call.envelope.actorId) ?? textAt(call.record, "userIdentity", "accountId");
  if (callerAccount !== null && targetAccount !== null && callerAccount !== targetAccount) traits.push("foreign_account");
  return {
    targetId,
    targetType: "role",
    targetAccount,
    issuedCredentialId: textAt(call.response, "credentials", "accessKeyId"),
    traits,
    detail: sessionDetail(call, roleArn),
  };
}

function sessionDetail(call: Call, roleArn: string | null): NonNullable<Entities["detail"]> {
  return detail({
    roleSessionName: textAt(call.request, "roleSessionName"),
    sourceIdentity: textAt(call.request, "sourceIdentity"),
    sharedEventId: textAt(call.record, "sharedEventID"),
    targetArn: roleArn !== null && hasPath(roleArn) ? roleArn : null,
  });
}

/**
 * Lambda takes a role when a function's environment starts, under the function's name; while a
 * function is created it only proves that it could, under a name of its own (`awslambda_...`).
 */
function serviceSession(call: Call): Entities {
  const roleArn = roleArnOf(call);
  const runAsId = principalId("role", roleArn, call.home);
  const session = textAt(call.request, "roleSessionName");
  const started = session !== null && !session.startsWith("awslambda_");
  return {
    // Lambda names the session after the function, which ties the key it was given to the function.
    automationName: started ? session : null,
    runAsId,
    targetId: runAsId,
    targetType: "role",
    issuedCredentialId: textAt(call.response, "credentials", "accessKeyId"),
    traits: [started ? "session_start" : "role_validation"],
    detail: sessionDetail(call, roleArn),
  };
}

/** GetFederationToken and GetSessionToken: the caller's own rights, under a key that lives on without it. */
function issuedToken(call: Call): Entities {
  const statements = parsePolicy(valueAt(call.request, "policy"));
  return {
    targetId: call.envelope.actorId,
    targetType: "user",
    issuedCredentialId: textAt(call.response, "credentials", "accessKeyId"),
    traits: call.envelope.actorId === null ? [] : ["self_target"],
    detail: detail({ tokenName: textAt(call.request, "name"), allows: statements === null ? null : allowsText(statements) }),
  };
}

/** AssumeRoot lends the root of a member account for one task: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html */
function rootSession(call: Call): Entities {
  const account = textAt(call.request, "targetPrincipal");
  return {
    targetId: account === null ? null : `arn:${call.home.partition}:iam::${accountOfArn(account) ?? account}:root`,
    targetType: "user",
    targetAccount: accountOfArn(account) ?? account,
    issuedCredentialId: textAt(call.response, "credentials", "accessKeyId"),
    traits: ["other_target"],
    detail: detail({ task: textAt(call.request, "taskPolicyArn", "arn") }),
  };
}
