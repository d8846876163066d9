import { ANY_SESSION } from "../facts/activity.ts";
import type { Fact } from "../facts/fact.ts";
import type { FactKind } from "../facts/kinds.ts";

/** Last part of an id, for people: a role's name, a function's name. */
export function shortId(id: string | null): string {
  if (id === null || id === "") return "unknown";
  const parts = id.split(/[/:]/).filter((part) => part !== "");
  return parts.at(-1) ?? id;
}

/** Who acted, as people know it: the identity and, for sessions, the session. */
export function actorLabel(fact: Fact): string {
  if (fact.actorId === null) return "unknown";
  const isNamed = fact.sessionName !== null && fact.sessionName !== ANY_SESSION;
  return isNamed ? `${fact.actorId} (session ${fact.sessionName})` : fact.actorId;
}

export function targetLabel(fact: Fact): string {
  return fact.targetId ?? fact.automationId ?? fact.runAsId ?? "";
}

const PHRASES: Readonly<Record<FactKind, (fact: Fact) => string>> = {
  deploy: (fact) => `${fact.traits.includes("created") ? "created" : "replaced the code of"} ${shortId(fact.automationId)}`,
  configure: (fact) => `changed ${shortId(fact.automationId)}`,
  trigger: (fact) => `bound ${shortId(fact.automationId ?? fact.targetId)} to an event or schedule`,
  expose: (fact) => `let ${exposedTo(fact)} call ${shortId(fact.automationId)}`,
  pass_role: (fact) => `bound the identity ${shortId(fact.runAsId)} to ${shortId(fact.automationId)}`,
  grant: (fact) => `${fact.traits.includes("removal") ? "took rights from" : "gave rights to"} ${shortId(fact.targetId)}${policy(fact)}`,
  trust_change: (fact) => `set who may assume ${shortId(fact.targetId)}`,
  consent: (fact) => `consented to ${shortId(fact.targetId)}`,
  invoke: (fact) => `ran ${shortId(fact.automationId)}`,
  assume: (fact) => `assumed ${shortId(fact.targetId ?? fact.runAsId)}`,
  act: (fact) => actPhrase(fact),
  sensitive_access: (fact) => `read ${fact.targetType === "mail" ? mailbox(fact) : shortId(fact.targetId)} ${called(fact)}`,
  credential: (fact) => credentialPhrase(fact),
  share: (fact) => sharePhrase(fact),
  forward: (fact) => forwardPhrase(fact),
  network: (fact) => `reached out to ${fact.targetId ?? "an unknown place"} (${fact.service}: ${fact.op})`,
  evade: (fact) => `${fact.service}:${fact.op} on ${shortId(fact.targetId ?? fact.automationId)}`,
};

/** One plain sentence about a fact. */
export function sentence(fact: Fact): string {
  if (fact.traits.includes("detected")) return `${fact.service} reported ${fact.op} of ${shortId(fact.automationId ?? fact.actorId)}`;
  const done = PHRASES[fact.kind](fact);
  const failed = fact.outcome === "denied" ? "was refused: " : fact.outcome === "error" ? "failed: " : "";
  return `${shortId(fact.actorId)} ${failed}${done}`;
}

function exposedTo(fact: Fact): string {
  if (fact.traits.includes("public")) return "anyone";
  return fact.traits.includes("foreign_account") ? "another account" : "others";
}

function policy(fact: Fact): string {
  const name = fact.policyId === null ? fact.detail["policyName"] : shortId(fact.policyId);
  return typeof name === "string" ? ` (${name})` : "";
}

function actPhrase(fact: Fact): string {
  return fact.targetType === "mail" ? `sent mail${recipientsOf(fact)} ${called(fact)}` : `called ${fact.service}:${fact.op}`;
}

function called({ service, op }: Fact): string {
  return `(${service}:${op})`;
}

/** Records of reads name a mailbox, a message, or nothing. */
function mailbox({ targetId }: Fact): string {
  return targetId?.includes("@") === true && !targetId.startsWith("<") ? `mail of ${targetId}` : "mail";
}

const MAX_RECIPIENTS = 3;

function recipientsOf({ detail }: Fact): string {
  const named = typeof detail["recipients"] === "string" ? detail["recipients"].split(", ") : [];
  const rest = named.length - MAX_RECIPIENTS;
  return named.length === 0 ? "" : ` to ${named.slice(0, MAX_RECIPIENTS).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** To whom, where the record says so. What opens a thing without naming anybody opens it to the outside. */
function sharePhrase(fact: Fact): string {
  const isRemoval = fact.traits.includes("removal");
  if (fact.automationId !== null && fact.targetType === "identity") {
    const right = fact.traits.includes("co_owner") ? "the right to change" : "the use of";
    return `${isRemoval ? "took from" : "gave"} ${shortId(fact.targetId)} ${right} ${shortId(fact.automationName ?? fact.automationId)}`;
  }
  const what = shortId(fact.targetId);
  if (isRemoval) return `ended a share of ${what}`;
  if (fact.targetType !== "file" || fact.traits.includes("public")) return `opened ${what} to ${publicOf(fact)}`;
  const recipient = fact.detail["recipient"];
  const isOutside = fact.traits.includes("foreign_account") || fact.traits.includes("guest");
  return `shared ${what}${typeof recipient === "string" ? ` with ${recipient}` : ""}${isOutside ? ", to the outside" : ""}`;
}

function publicOf(fact: Fact): string {
  return fact.targetType === "file" ? "anybody with a link" : "the outside";
}

function forwardPhrase(fact: Fact): string {
  if (fact.traits.includes("removal")) return "ended forwarding of mail";
  if (fact.targetType === "address") return fact.targetId === null ? "forwarded mail" : `forwarded mail to ${fact.targetId}`;
  if (fact.traits.includes("mail_hidden")) return `set mail to be moved out of sight by ${shortId(fact.targetId)}`;
  return `forwarded ${shortId(fact.targetId)}`;
}

function credentialPhrase(fact: Fact): string {
  if (fact.traits.includes("removal")) return `removed a credential of ${shortId(fact.targetId)}`;
  if (fact.traits.includes("identity_created")) return `created ${shortId(fact.targetId)}`;
  return `made a credential for ${shortId(fact.targetId)} (${fact.op})`;
}
