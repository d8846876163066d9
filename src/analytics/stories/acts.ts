import { activityAsFact } from "../../facts/activity-fact.ts";
import type { Fact } from "../../facts/fact.ts";
import type { Trait } from "../../facts/kinds.ts";
import { byTimeThenId } from "../../facts/order.ts";
import { attributeSession, attributionBy } from "../../resolve/acts/attribution.ts";
import type { SessionKnowledge } from "../../resolve/acts/attribution.ts";
import { runAsEver } from "../../resolve/identities/run-as.ts";
import type { Scene } from "../../resolve/scene.ts";
import { actsToTie, provenActs } from "../../resolve/acts/session-index.ts";
import { groupBy } from "../../util/group-by.ts";
import { once } from "../../util/once.ts";
import type { Analytic } from "../definition.ts";
import { borrowedActs } from "./borrowed-acts.ts";
import type { Act, Subject } from "./story.ts";

const MAX_HOPS = 5;

/** Everything that the automation did, as far as anything ties it to it. */
export function actsOf(scene: Scene, subject: Subject, own: readonly Fact[], analytic: Analytic): readonly Act[] {
  return analytic.identity === "borrowed" ? borrowedActs(scene, subject, own, analytic) : sessionActs(scene, subject, own);
}

/** ... by its sessions, and as the identities they went on to assume. */
function sessionActs(scene: Scene, subject: Subject, own: readonly Fact[]): readonly Act[] {
  const known = sessionKnowledge(scene, subject, own);
  const roles = [...runAsEver(own), subject.id];
  const seen = new Map<string, Act>();
  for (const fact of candidateFacts(scene, subject, roles, known)) {
    const attribution = isServiceWork(fact) ? null : attributeSession(scene, fact, known);
    if (attribution !== null) seen.set(fact.factId, { fact, attribution });
  }
  for (const act of trafficOf(scene, subject, own)) seen.set(act.fact.factId, act);
  for (const act of chainedActs(scene, [...seen.values()])) if (!seen.has(act.fact.factId)) seen.set(act.fact.factId, act);
  return [...seen.values()].toSorted((a, b) => byTimeThenId(a.fact, b.fact));
}

/** Traffic in which the record names the automation itself, or only an interface that it uses. */
function trafficOf(scene: Scene, subject: Subject, own: readonly Fact[]): readonly Act[] {
  const named = own.filter((fact) => fact.kind === "network").map((fact) => ({ fact, attribution: attributionBy("names_automation") }));
  return [...named, ...(scene.traffic.get(subject.id) ?? [])];
}

/** Facts and roll-up rows that could be its doing, before attribution decides. */
function candidateFacts(scene: Scene, subject: Subject, roles: readonly string[], known: SessionKnowledge): readonly Fact[] {
  const seeker = { id: subject.id, name: subject.name, credentials: known.sessionCredentials };
  return [...roles.flatMap((role) => actsToTie(scene, role, seeker)), ...provenActs(scene, subject.id)];
}

/** Done by a service for the automation, with its identity: not the automation at work. */
const SERVICE_WORK: readonly Trait[] = ["role_validation", "session_start", "interface_made", "interface_removed"];

function isServiceWork(fact: Fact): boolean {
  return fact.traits.some((trait) => SERVICE_WORK.includes(trait));
}

function sessionKnowledge(scene: Scene, subject: Subject, own: readonly Fact[]): SessionKnowledge {
  const started = runAsEver(own).flatMap((role) => sessionStarts(scene.byTarget.get(role) ?? NONE).get(subject.name) ?? []);
  const sessionCredentials = new Set(started.flatMap((fact) => fact.issuedCredentialId ?? []));
  const sessionPatterns = [...new Set(own.flatMap((fact) => fact.sessionPattern ?? []))];
  const services = new Set(own.flatMap((fact) => (fact.kind === "deploy" ? [fact.service] : [])));
  return { automationId: subject.id, name: subject.name, own, sessionPatterns, services, sessionCredentials };
}

const NONE: readonly Fact[] = [];
const sessionStarts = once((aimed: readonly Fact[]) =>
  groupBy(
    aimed.filter((fact) => fact.traits.includes("session_start")),
    (fact) => fact.automationName,
  ),
);

/** Acts with credentials that earlier acts obtained by assuming an identity: at most five hops. */
function chainedActs(scene: Scene, start: readonly Act[]): readonly Act[] {
  const found: Act[] = [];
  const visited = new Set<string>();
  let next = start;
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const fresh = [...surenessOfIssued(next)].filter(([credential]) => !visited.has(credential));
    for (const [credential] of fresh) visited.add(credential);
    next = fresh.flatMap(([credential, sureness]) => {
      const { method, confidence } = attributionBy("credential_chain");
      const attribution = { method, confidence: Math.min(confidence, sureness) };
      return usesOf(scene, credential).map((fact) => ({ fact, attribution }));
    });
    found.push(...next);
  }
  return found;
}

/** Credentials that acts obtained by assuming, each as surely the automation's as the surest of those acts. */
function surenessOfIssued(acts: readonly Act[]): ReadonlyMap<string, number> {
  const issued = new Map<string, number>();
  for (const { fact, attribution } of acts) {
    if (fact.kind !== "assume" || fact.outcome !== "success" || fact.issuedCredentialId === null) continue;
    issued.set(fact.issuedCredentialId, Math.max(attribution.confidence, issued.get(fact.issuedCredentialId) ?? 0));
  }
  return issued;
}

/** Every use of a credential that the logs show, facts and roll-up rows alike. */
export function usesOf(scene: Scene, credential: string): readonly Fact[] {
  const facts = scene.byCredential.get(credential) ?? [];
  const told = new Set(facts.map((fact) => fact.eventId));
  // A row that stands for nothing but what facts tell better says nothing.
  const rows = (scene.activityByCredential.get(credential) ?? []).filter(
    (row) => !told.has(row.first.eventId) || !told.has(row.last.eventId),
  );
  return [...facts, ...rows.map((row) => activityAsFact(row))].toSorted(byTimeThenId);
}
