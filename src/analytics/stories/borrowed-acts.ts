import { activityAsFact } from "../../facts/activity-fact.ts";
import type { Fact } from "../../facts/fact.ts";
import { byTimeThenId } from "../../facts/order.ts";
import { attributeBorrowed, borrowedIdentity } from "../../resolve/acts/borrowed-attribution.ts";
import type { Scene } from "../../resolve/scene.ts";
import type { Analytic } from "../definition.ts";
import type { Act, Subject } from "./story.ts";

/** Everything done in its owners' names, through its clients, or by what records name as itself. */
export function borrowedActs(scene: Scene, subject: Subject, own: readonly Fact[], analytic: Analytic): readonly Act[] {
  const known = borrowedIdentity(scene, subject.id, analytic.automation_kinds, own);
  const places = analytic.deeds_in ?? analytic.providers;
  const itself = new Set(own.map((fact) => fact.factId));
  const people = [...known.owners, subject.id];
  const facts = [
    ...people.flatMap((person) => scene.byActor.get(person) ?? []),
    ...(scene.bySession.get(subject.id) ?? []),
    ...[...known.clients].flatMap((client) => scene.byCredential.get(client) ?? []),
    ...[
      ...people.flatMap((person) => scene.activityByActor.get(person) ?? []),
      ...(scene.activityBySession.get(subject.id) ?? []),
      ...[...known.clients].flatMap((client) => scene.activityByCredential.get(client) ?? []),
    ].map((row) => activityAsFact(row)),
  ];
  const acts = new Map<string, Act>();
  for (const fact of facts) {
    // Making flows is done by hand, on the platform's own pages.
    const attribution =
      itself.has(fact.factId) || isMaking(fact) || !places.includes(fact.provider) ? null : attributeBorrowed(scene, fact, known);
    if (attribution !== null) acts.set(fact.factId, { fact, attribution });
  }
  return [...acts.values()].toSorted((a, b) => byTimeThenId(a.fact, b.fact));
}

function isMaking(fact: Fact): boolean {
  return fact.automationId !== null && fact.sessionAutomationId === null;
}
