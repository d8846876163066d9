/**
 * Callers and calls at the borders between clouds, as both sides log them:
 * https://cloud.google.com/iam/docs/audit-logging/examples-workload-identity and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
import { roleSession } from "../../../bench/cloudtrail/identities.mjs";
import { idFrom } from "../../../bench/cloudtrail/random.mjs";
import { assumeRoleWithWebIdentity } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT } from "../company.mjs";
import { TENANT } from "../azure/company.mjs";
import { generateToken } from "../gcp/calls.mjs";
import { NUMBER } from "../gcp/entry.mjs";
import { toMs } from "../story.mjs";

const POOL = `projects/${NUMBER}/locations/global/workloadIdentityPools/aws`;
const BOTO = "Boto3/1.40.61 md/Botocore#1.40.61 ua/2.1 os/linux#6.1.0 lang/python#3.12.11";

/** A function's session in AWS as Google tells of it. `role` differs from the function's own in minimal pairs. */
export function sessionInGoogle(fn, role = fn.roleName) {
  const arn = `arn:aws:sts::${fn.account}:assumed-role/${role}/${fn.name}`;
  const agent = "google-auth/2.35.0 gl-python/3.12.11 google-byoid-sdk source/aws sa-impersonation/true config-lifetime/false,gzip(gfe)";
  return { arn, principal: `principal://iam.googleapis.com/${POOL}/subject/${arn}`, ip: fn.ip, agent };
}

/** The session trades its AWS credentials for a token of a service account; returns the caller for what it does with it. */
export function enterGoogle(gcp, label, time, session, email) {
  const { arn, principal, ip, agent } = session;
  const exchange = {
    service: "sts.googleapis.com",
    method: "google.identity.sts.v1.SecurityTokenService.ExchangeToken",
    resource: `${POOL}/providers/aws`,
    type: "audited_resource",
    labels: { method: "google.identity.sts.v1.SecurityTokenService.ExchangeToken", service: "sts.googleapis.com" },
    log: "data_access",
    metadata: { "@type": "type.googleapis.com/google.identity.sts.v1.AuditData", mapped_principal: principal },
    request: {
      "@type": "type.googleapis.com/google.identity.sts.v1.ExchangeTokenRequest",
      audience: `//iam.googleapis.com/${POOL}/providers/aws`,
      grantType: "urn:ietf:params:oauth:grant-type:token-exchange",
      subjectTokenType: "urn:ietf:params:aws:token-type:aws4_request",
    },
  };
  gcp.add(`${label}/exchange`, time, { email: null, subject: arn, ip, agent }, exchange);
  gcp.add(`${label}/token`, toMs(time) + 400, { email: null, subject: principal, ip, agent }, generateToken(email));
  return { email, ip, agent, behind: principal };
}

/** A token's issuer as AWS names it, and the subject that it is made out to. */
export function googleToken(number) {
  return { identityProvider: "accounts.google.com", userName: number, principalId: `accounts.google.com:sts.amazonaws.com:${number}` };
}

export function entraToken(objectId) {
  const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/sts.windows.net/${TENANT}/`;
  return { identityProvider: provider, userName: objectId, principalId: `${provider}:api://aws-bridge:${objectId}` };
}

/** The workload behind a token takes a role of AWS; returns the caller for what it does with it. */
export function enterAws(aws, label, time, token, { role, ip }) {
  const ms = toMs(time);
  const keyId = idFrom("ASIA", `${aws.name}/${label}/${role}`, 20);
  const session = `bridge-${label}`;
  const call = assumeRoleWithWebIdentity({
    account: ACCOUNT,
    role,
    session,
    keyId,
    ms,
    subject: token.userName,
    provider: token.identityProvider.split("oidc-provider/").at(-1),
  });
  aws.add(`${label}/role`, ms, { identity: { type: "WebIdentityUser", ...token }, ip, agent: BOTO, account: ACCOUNT }, call);
  return { identity: roleSession({ account: ACCOUNT, role, session, ms, startMs: ms, keyId }), ip, agent: BOTO, account: ACCOUNT };
}
