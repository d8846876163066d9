/*
 * One id for an identity wherever its tokens are taken. Clouds trade the tokens of other clouds for their own, and log whose token
 * it was; ids are those by which the identity's own cloud logs it, so that acts on both sides join (docs/adr/0015):
 * https://cloud.google.com/iam/docs/audit-logging/examples-workload-identity (the ARN of an AWS session, the object id of an Azure identity)
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html (issuer and subject of a web identity)
 */

export interface OutsideIdentity {
  readonly id: string;
  /** Session under the identity, where its cloud has sessions. */
  readonly sessionName: string | null;
}

/** `arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE[/SESSION]`; roles are told of without their path there. */
const AWS_SESSION = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)(?:\/([^/]+))?$/;
const OBJECT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The host comes first: anybody may own an issuer that has another's name further on. */
const ISSUER = /^(?:arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/|https:\/\/)?([^/]+)/i;
const ENTRA_HOSTS = new Set([
  "sts.windows.net",
  "login.microsoftonline.com",
  "login.microsoftonline.us",
  "login.partner.microsoftonline.cn",
]);

/** The session of a role in AWS that a subject names. */
export function awsSession(subject: string): OutsideIdentity | null {
  const [, partition, account, role, session] = AWS_SESSION.exec(subject) ?? [];
  return role === undefined ? null : { id: `arn:${partition}:iam::${account}:role/${role}`, sessionName: session ?? null };
}

/** The principal of Entra ID that a subject names: its object id, by which Azure's logs know it. */
export function entraPrincipal(subject: string): OutsideIdentity | null {
  return OBJECT_ID.test(subject) ? { id: subject.toLowerCase(), sessionName: null } : null;
}

/** A Google account by the number that its tokens carry as their subject. */
export function googleAccount(number: string): OutsideIdentity | null {
  return /^\d{15,25}$/.test(number) ? { id: `accounts.google.com:${number}`, sessionName: null } : null;
}

/** Whom a token speaks for, by its issuer and subject; null for all but the clouds whose logs are read here. */
export function outsideIdentity(issuer: string, subject: string): OutsideIdentity | null {
  const host = ISSUER.exec(issuer)?.[1]?.toLowerCase() ?? "";
  if (host === "accounts.google.com") return googleAccount(subject);
  return ENTRA_HOSTS.has(host) ? entraPrincipal(subject) : null;
}
