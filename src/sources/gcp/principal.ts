import type { Envelope } from "../../facts/fact.ts";
import type { ActorType } from "../../facts/kinds.ts";
import type { LogRecord } from "../contract.ts";
import { listAt, objectAt, textAt } from "../fields.ts";
import { isMachineAgent, isServerlessAgent, isServiceAccount, isServiceAgent, keyIdOf } from "./service-accounts.ts";

/*
 * Who acts, from `authenticationInfo` of
 * https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog#authenticationinfo
 * A service account has no sessions; what the record tells is who fetched the token for it, in
 * `serviceAccountDelegationInfo`: Google's agents for code that runs there, else whoever impersonates it.
 */

type Actor = Pick<Envelope, "actorId" | "actorType" | "sessionName" | "credentialId" | "invokedBy" | "runtimeAgent">;

export function actorOf(record: LogRecord): Actor {
  const info = objectAt(record, "protoPayload", "authenticationInfo");
  const actorId = principalId(textAt(info, "principalEmail") ?? textAt(info, "principalSubject"));
  const delegates = listAt(info, "serviceAccountDelegationInfo").flatMap((item) => delegateOf(item) ?? []);
  const machine = delegates.find(isMachineAgent);
  // The one nearest to the act fetched the token that was used.
  const impersonator = delegates.findLast((id) => !isServiceAgent(id)) ?? null;
  return {
    actorId,
    actorType: actorTypeOf(actorId),
    // A token that a machine fetched is no function's: naming it keeps the two apart.
    sessionName: machine?.replace(/^service-\d+@|\.iam\.gserviceaccount\.com$/g, "") ?? null,
    credentialId: impersonator ?? keyIdOf(textAt(info, "serviceAccountKeyName")),
    invokedBy: null,
    runtimeAgent: delegates.some(isServerlessAgent),
  };
}

/** One spelling for principals and policy members: e-mails bare, everything else with its kind. */
export function principalId(given: string | null): string | null {
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
  return principalId(
    textAt(item, "firstPartyPrincipal", "principalEmail") ??
      textAt(item, "principalSubject") ??
      textAt(item, "thirdPartyPrincipal", "thirdPartyClaims", "sub"),
  );
}
