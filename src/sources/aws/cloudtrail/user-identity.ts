import type { Envelope } from "../../../facts/fact.ts";
import type { ActorType } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { objectAt, textAt } from "../../fields.ts";
import { outsideIdentity } from "../../outside-identity.ts";
import { canonicalPrincipal, functionRef, lastSegment, parseArn, principalId } from "../arn.ts";
import type { Home } from "../arn.ts";

/*
 * Who acts, from CloudTrail's userIdentity element:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 * `inScopeOf` is written by AWS for credentials that it issued to a function or instance, which
 * makes it the only proof of a serverless session; everything else here can be chosen by callers.
 */

type Actor = Pick<Envelope, "actorId" | "actorType" | "sessionName" | "sessionAutomationId" | "credentialId" | "invokedBy">;
type Identity = ReturnType<typeof objectAt>;

export function actorOf(record: LogRecord, home: Home): Actor {
  const identity = objectAt(record, "userIdentity");
  const service = invokedBy(record, identity);
  const named = idOf(identity, home);
  const id = isPlatformSession(named.sessionName, service) ? plain(service, "service") : named;
  return {
    actorId: id.actorId,
    actorType: id.actorType,
    sessionName: id.sessionName,
    sessionAutomationId: provenFunction(identity, home),
    credentialId: textAt(identity, "accessKeyId"),
    invokedBy: service,
  };
}

/**
 * Lambda at work with a function's role but for itself, to make the network interfaces of a VPC for example,
 * in sessions that it names `awslambda_...`. The name alone proves nothing, for anyone can choose it.
 */
function isPlatformSession(sessionName: string | null, service: string | null): boolean {
  return service === "lambda.amazonaws.com" && sessionName?.startsWith("awslambda_") === true;
}

function idOf(identity: Identity, home: Home): Pick<Actor, "actorId" | "actorType" | "sessionName"> {
  const arn = textAt(identity, "arn");
  const type: string = textAt(identity, "type") ?? "";
  switch (type) {
    case "AssumedRole":
    case "Role":
      return roleActor(identity, arn, home);
    case "IAMUser":
      return plain(principalId("user", arn ?? textAt(identity, "userName"), home) ?? textAt(identity, "principalId"), "user");
    case "Root":
      return plain(`arn:${home.partition}:iam::${textAt(identity, "accountId") ?? home.account}:root`, "root");
    case "AWSService":
      return plain(textAt(identity, "invokedBy"), "service");
    case "FederatedUser":
      return federatedSession(identity, arn);
    case "WebIdentityUser":
    case "SAMLUser":
    case "IdentityCenterUser":
    case "Directory":
      return plain(federatedId(identity, type), "federated");
    case "AWSAccount":
      // Another account's caller: its principal id is all that this side of the call is told.
      return plain(arn ?? textAt(identity, "principalId") ?? textAt(identity, "accountId"), anonymousOr(identity));
    default:
      return plain(arn === null ? textAt(identity, "principalId") : canonicalPrincipal(arn), typeFromArn(arn));
  }
}

function plain(actorId: string | null, actorType: ActorType): Pick<Actor, "actorId" | "actorType" | "sessionName"> {
  return { actorId, actorType: actorId === null ? "unknown" : actorType, sessionName: null };
}

function roleActor(identity: Identity, arn: string | null, home: Home): Pick<Actor, "actorId" | "actorType" | "sessionName"> {
  const issuer = objectAt(identity, "sessionContext", "sessionIssuer");
  const role = textAt(issuer, "arn") ?? arn;
  const actorId = role === null ? textAt(identity, "principalId") : canonicalPrincipal(role);
  const inSession = arn !== null && parseArn(arn)?.service === "sts";
  const sessionName = inSession ? lastSegment(arn) : sessionOfPrincipal(identity);
  const issuerName = textAt(issuer, "userName");
  return {
    actorId: role === null && issuerName !== null ? principalId("role", issuerName, home) : actorId,
    actorType: actorId === null && issuerName === null ? "unknown" : "role_session",
    sessionName,
  };
}

/** The ARN is missing in some service-made records; the principal id carries the session too. */
function sessionOfPrincipal(identity: Identity): string | null {
  const session = textAt(identity, "principalId")?.split(":").slice(1).join(":") ?? "";
  return session === "" ? null : session;
}

/** A session of GetFederationToken acts with the rights of the user that asked for it. */
function federatedSession(identity: Identity, arn: string | null): Pick<Actor, "actorId" | "actorType" | "sessionName"> {
  const issuer = textAt(identity, "sessionContext", "sessionIssuer", "arn");
  const actorId = issuer === null ? arn : canonicalPrincipal(issuer);
  return { actorId, actorType: actorId === null ? "unknown" : "federated", sessionName: arn === null ? null : lastSegment(arn) };
}

function federatedId(identity: Identity, type: string): string | null {
  if (type === "IdentityCenterUser") {
    const user = textAt(identity, "onBehalfOf", "userId");
    if (user !== null) return `identitycenter:${user}`;
  }
  const issuer = type === "WebIdentityUser" ? textAt(identity, "identityProvider") : null;
  // A workload of another cloud goes by the id that its own cloud logs.
  const outside = issuer === null ? null : outsideIdentity(issuer, textAt(identity, "userName") ?? "");
  return outside?.id ?? textAt(identity, "principalId") ?? textAt(identity, "userName");
}

function anonymousOr(identity: Identity): ActorType {
  const nameless =
    textAt(identity, "accountId")?.toUpperCase() === "ANONYMOUS_PRINCIPAL" || textAt(identity, "principalId") === "Anonymous";
  return nameless ? "anonymous" : "account";
}

function typeFromArn(arn: string | null): ActorType {
  const resource = parseArn(arn)?.resource ?? "";
  if (resource.startsWith("assumed-role/") || resource.startsWith("role/")) return "role_session";
  if (resource.startsWith("user/")) return "user";
  return resource === "root" ? "root" : "unknown";
}

/** Function that AWS itself says the credentials were issued to. */
function provenFunction(identity: Identity, home: Home): string | null {
  if (textAt(identity, "inScopeOf", "issuerType") !== "AWS::Lambda::Function") return null;
  const issuedTo = textAt(identity, "inScopeOf", "credentialsIssuedTo");
  return functionRef(issuedTo, home)?.id ?? null;
}

/** `sourceIPAddress` may be forged into a service's name by nobody but a service, hence only for that type. */
function invokedBy(record: LogRecord, identity: Identity): string | null {
  const stated = textAt(identity, "invokedBy");
  if (stated !== null) return stated;
  if (textAt(identity, "type") !== "AWSService") return null;
  const source = textAt(record, "sourceIPAddress");
  return source !== null && source.endsWith(".amazonaws.com") ? source : null;
}
