import type { Envelope } from "../../facts/fact.ts";
import type { AttributionMethod } from "../../facts/kinds.ts";
import { lastUntil } from "../../util/in-time.ts";
import { once } from "../../util/once.ts";
import { fitsWildcard } from "../../util/wildcard.ts";
import { runAsAt } from "../identities/run-as.ts";
import type { Scene } from "../scene.ts";

/** How an act is tied to an automation, and how surely (0 to 1). */
export interface Attribution {
  readonly method: AttributionMethod;
  readonly confidence: number;
}

/** The ladder. Figures and reasons: docs/reference/attribution.md. */
export const CONFIDENCE: Readonly<Record<AttributionMethod, number>> = {
  names_automation: 1,
  credentials_issued_to: 1,
  issued_credential: 0.95,
  created_credential: 0.95,
  credential_chain: 0.9,
  session_and_agent: 0.8,
  owner_and_app: 0.8,
  dedicated_identity: 0.7,
  session_name: 0.6,
  session_pattern: 0.6,
  network_interface: 0.6,
  newest_of_owner: 0.6,
  owner_and_agent: 0.5,
  names_run_as: 1,
  deployer: 1,
  trigger_event: 0.7,
  sole_user_of_role: 0.4,
  shared_interface: 0.3,
  owner_alone: 0.3,
  shared_role: 0.2,
};

/** Methods that tie an act to a session of the automation itself. */
export const BY_OWN_SESSION: ReadonlySet<AttributionMethod> = new Set<AttributionMethod>([
  "credentials_issued_to",
  "issued_credential",
  "session_and_agent",
  "session_name",
]);

export function attributionBy(method: AttributionMethod): Attribution {
  return { method, confidence: CONFIDENCE[method] };
}

/** The part of a fact or a roll-up row that attribution looks at. */
export type Act = Pick<
  Envelope,
  "tsMs" | "actorId" | "actorType" | "sessionName" | "sessionAutomationId" | "credentialId" | "runtimeAgent" | "invokedBy"
>;

/** What is known about an automation's sessions before single acts are looked at. */
export interface SessionKnowledge {
  readonly automationId: string;
  readonly name: string | null;
  readonly own: Parameters<typeof runAsAt>[0];
  /** How its service names its sessions, where not by the automation's name. */
  readonly sessionPatterns: readonly string[];
  /** Services that keep the automation, by the first label of their names. */
  readonly services: ReadonlySet<string>;
  /** Credentials issued to its sessions, as other records prove. */
  readonly sessionCredentials: ReadonlySet<string>;
}

/** Ties an act to the automation by what the record and its surroundings prove; null when nothing does. */
export function attributeSession(scene: Scene, act: Act, known: SessionKnowledge): Attribution | null {
  if (act.sessionAutomationId !== null)
    return act.sessionAutomationId === known.automationId ? attributionBy("credentials_issued_to") : null;
  if (act.credentialId !== null && known.sessionCredentials.has(act.credentialId)) return attributionBy("issued_credential");
  if (act.actorId === null) return null;
  // An identity of its own may go by the automation's id; otherwise the subject is the identity that others share.
  if (act.actorId !== runAsAt(known.own, act.tsMs)) return act.actorId === known.automationId ? attributionBy("shared_role") : null;
  if (act.sessionName === known.name) return attributionBy(act.runtimeAgent ? "session_and_agent" : "session_name");
  // A workload's identity has no sessions: what is told of one was done on a machine or with a key, elsewhere.
  if (act.actorType === "workload" && act.sessionName !== null) return null;
  const users = scene.usersOf.get(act.actorId) ?? [];
  if (act.sessionName === null && (users.length !== 1 || isSharedDefault(known, act.actorId)))
    return newestUser(users, act.tsMs) === known.automationId ? attributionBy("shared_role") : null;
  if (users.length !== 1) return null;
  const { sessionName } = act;
  if (sessionName !== null && known.sessionPatterns.some((pattern) => fitsWildcard(pattern, sessionName)))
    return attributionBy("session_pattern");
  // Its identity, used by the very service that keeps it: whatever that calls the session.
  if (act.invokedBy !== null && known.services.has(act.invokedBy.split(".")[0] ?? "")) return attributionBy("session_pattern");
  // Where identities have no sessions, one that serves a single automation says nearly as much as a session's name.
  return attributionBy(act.sessionName === null ? "dedicated_identity" : "sole_user_of_role");
}

/** An identity that workloads use which no log names as automations. */
function isSharedDefault({ own }: SessionKnowledge, identity: string): boolean {
  return sharedDefaults(own).has(identity);
}

const sharedDefaults = once(
  (own: SessionKnowledge["own"]) => new Set(own.filter((fact) => fact.traits.includes("shared_identity")).map((fact) => fact.runAsId)),
);

/** An automation that was seen with an identity. */
interface User {
  readonly automationId: string;
  readonly firstMs: number;
}

const inOrderOfBinding = once((users: readonly User[]) =>
  users
    .map(({ automationId, firstMs }) => ({ automationId, tsMs: firstMs }))
    .toSorted((a, b) => a.tsMs - b.tsMs || (a.automationId < b.automationId ? -1 : 1)),
);

/** Of several automations with one identity, the one bound to it last: so that an act is told once, and weakly. */
export function newestUser(users: readonly User[], tsMs: number): string | null {
  return lastUntil(inOrderOfBinding(users), tsMs)?.automationId ?? null;
}
