/**
 * The `userIdentity` blocks of CloudTrail
 * (docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html).
 * Ids are derived from names, so one role has one id in every record.
 */
import { idFrom } from "./random.mjs";
import { isoSeconds } from "./record.mjs";

const HOUR = 3_600_000;

/** An IAM user with a long-lived key. */
export function iamUser(account, name, accessKeyId = idFrom("AKIA", `${account}/${name}`, 20)) {
  return {
    type: "IAMUser",
    principalId: userId(account, name),
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId,
    userName: name,
  };
}

/**
 * A session under an assumed role. Its key changes with the session, as AWS hands out new
 * credentials each time.
 * @param {{account: string, role: string, path?: string, session: string, ms: number, lifetimeMs?: number,
 *   mfa?: boolean, ec2?: boolean, federated?: string, functionArn?: string, invokedBy?: string, keyId?: string, startMs?: number}} is
 */
export function roleSession(is) {
  const lifetime = is.lifetimeMs ?? 6 * HOUR;
  const start = is.startMs ?? sessionStart(is, lifetime);
  const path = is.path ?? "/";
  /** @type {Record<string, unknown>} */
  const sessionContext = {
    sessionIssuer: {
      type: "Role",
      principalId: roleId(is.account, is.role),
      arn: `arn:aws:iam::${is.account}:role${path}${is.role}`,
      accountId: is.account,
      userName: is.role,
    },
  };
  if (is.federated !== undefined) {
    sessionContext.webIdFederationData = {
      federatedProvider: `arn:aws:iam::${is.account}:oidc-provider/${is.federated}`,
      attributes: {},
    };
  }
  sessionContext.attributes = { creationDate: isoSeconds(start), mfaAuthenticated: is.mfa === true ? "true" : "false" };
  if (is.ec2 === true) sessionContext.ec2RoleDelivery = "2.0";
  /** @type {Record<string, unknown>} */
  const identity = {
    type: "AssumedRole",
    principalId: `${roleId(is.account, is.role)}:${is.session}`,
    arn: `arn:aws:sts::${is.account}:assumed-role/${is.role}/${is.session}`,
    accountId: is.account,
    accessKeyId: is.keyId ?? idFrom("ASIA", `${is.account}/${is.role}/${is.session}/${start}`, 20),
    sessionContext,
  };
  if (is.invokedBy !== undefined) identity.invokedBy = is.invokedBy;
  if (is.functionArn !== undefined) {
    identity.inScopeOf = {
      issuerType: "AWS::Lambda::Function",
      credentialsIssuedTo: is.functionArn,
      credentialsIssuedToVersion: `${is.functionArn}:$LATEST`,
    };
  }
  return identity;
}

/** A service acting for itself. */
export function awsService(name) {
  return { type: "AWSService", invokedBy: name };
}

/** The caller of AssumeRoleWithWebIdentity, before it has a role. */
export function webIdentity(provider, subject) {
  return {
    type: "WebIdentityUser",
    principalId: `${provider}:sts.amazonaws.com:${subject}`,
    userName: subject,
    identityProvider: provider,
  };
}

export function roleId(account, role) {
  return idFrom("AROA", `${account}/${role}`);
}

export function userId(account, name) {
  return idFrom("AIDA", `${account}/${name}`);
}

/** Sessions of one role start at a fixed phase of their own, so that they do not all turn over at once. */
function sessionStart(is, lifetime) {
  const phase = phaseOf(is.role + is.session) % lifetime;
  return Math.floor((is.ms - phase) / lifetime) * lifetime + phase;
}

function phaseOf(text) {
  let hash = 7;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return (hash >>> 0) * 1000;
}
