import type { Fact } from "../../facts/fact.ts";
import { shortId } from "../../incidents/wording.ts";
import type { Scene } from "../../resolve/scene.ts";
import type { Analytic } from "../definition.ts";
import type { Subject } from "./story.ts";

/** What an automation is, from its own facts, else from the sessions that prove to be it. */
export function subjectOf(scene: Scene, analytic: Analytic, id: string): Subject | null {
  const named = scene.byAutomation.get(id)?.find((fact) => fact.automationKind !== null);
  const proven = scene.bySession.get(id)?.[0] ?? null;
  const row = scene.activityBySession.get(id)?.[0] ?? null;
  const person = analytic.identity === "borrowed" ? scene.byActor.get(id)?.[0] : undefined;
  const known: Pick<Fact, "account" | "provider"> | null = named ?? proven ?? row ?? person ?? null;
  // An automation that no record of its own names lives where its deeds are.
  const places = named === undefined ? (analytic.deeds_in ?? analytic.providers) : analytic.providers;
  if (known === null || !places.includes(known.provider)) return null;
  const kind = named?.automationKind ?? analytic.automation_kinds[0]!; // checked to be non-empty at load
  if (!analytic.automation_kinds.includes(kind)) return null;
  return {
    id,
    kind,
    name: named?.automationName ?? (person === undefined ? shortId(id) : `unknown, of ${shortId(id)}`),
    account: known.account,
    provider: known.provider,
  };
}
