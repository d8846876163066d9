import type { Envelope } from "../../../facts/fact.ts";
import type { ActorType } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { listAt, objectAt, textAt } from "../../fields.ts";
import { awsSession, entraPrincipal } from "../../outside-identity.ts";
import type { OutsideIdentity } from "../../outside-identity.ts";
import { isMachineAgent, isServerlessAgent, isServiceAccount, isServiceAgent, keyIdOf } from "./service-accounts.ts";

/*
 * Who acts, from `authenticationInfo` of
 * https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog#authenticationinfo
 * A service account has no sessions; what the record tells is who fetched the token for it, in
 * `serviceAccountDelegationInfo`: Google's agents for code that runs there, else whoever impersonates it.
 * A federated principal ends in the subject of the token that it came with:
 * https://cloud.google.com/iam/docs/principal-identifiers
 */

type Actor = Pick<Envelope, "actorId" | "actorType" | "sessionName" | "credentialId" | "invokedBy" | "runtimeAgent">;

export function actorOf(record: LogRecord): Actor {
  const info = objectAt(record, "protoPayload", "authenticationInfo");
  const named = plainPrincipal(textAt(info, "principalEmail") ?? textAt(info, "principalSubject"));
  const outside = named === null ? null : outsideOf(named);
  const actorId = outside?.id ?? named;
  const delegates = listAt(info, "serviceAccountDelegationInfo").flatMap((item) => delegateOf(item) ?? []);
  const machine = delegates.find(isMachineAgent);
  const keyId = keyIdOf(textAt(info, "serviceAccountKeyName"));
  // The one nearest to the act fetched the token that was used.
  const impersonator = delegates.findLast((id) => !isServiceAgent(id)) ?? null;
  return {
    actorId,
    actorType: outside === null ? actorTypeOf(actorId) : "federated",
    // A token that a machine fetched, or that was made with a key, is no function's: naming it keeps them apart.
    sessionName:
      outside?.sessionName ?? machine?.replace(/^service-\d+@|\.iam\.gserviceaccount\.com$/g, "") ?? (keyId === null ? null : "key"),
    credentialId: impersonator ?? keyId ?? (isFederated(named) ? named : null),
    invokedBy: null,
    runtimeAgent: delegates.some(isServerlessAgent),
  };
}

/** Id of a principal or policy member: that of an identity of another cloud is what that cloud calls it. */
export function principalId(given: string | null): string | null {
  const plain = plainPrincipal(given);
  return plain === null ? null : (outsideOf(plain)?.id ?? plain);
}

function isFederated(plain: string | null): boolean {
  return plain?.startsWith("principal://") === true;
}

/** The identity of another cloud behind a federated principal, a set of all sessions of one role, or the bare subject of an exchange. */
function outsideOf(plain: string): OutsideIdentity | null {
  const subject = /^principal(?:Set)?:\/\/[^/]+\/.*?\/(?:subject|attribute\.aws_role)\/(.+)$/.exec(plain)?.[1];
  const named = subject ?? plain;
  return awsSession(named) ?? entraPrincipal(named);
}

/** One spelling for principals: e-mails bare, everything else with its kind. */
function plainPrincipal(given: string | null): string | null {
  if (given === null) return null;
  const bare = given.replace(/^deleted:/, "").replace(/\?uid=\d+$/, "");
  const mail = /^(?:user|serviceAccount):(.+@.+)$/i.exec(bare)?.[1] ?? bare;
  return mail.includes("@") ? mail.toLowerCase() : mail;
}

export function actorTypeOf(id: string | null): ActorType {
  if (id === null) return "unknown";
  if (id.startsWith("principal")) return "federated";
  if (isServiceAgent(id)) return "service";
  if (isServiceAccount(id)) return "workload";
  return id.includes("@") ? "user" : "unknown";
}

function delegateOf(item: unknown): string | null {
  return plainPrincipal(
    textAt(item, "firstPartyPrincipal", "principalEmail") ??
      textAt(item, "principalSubject") ??
      textAt(item, "thirdPartyPrincipal", "thirdPartyClaims", "sub"),
  );
}
