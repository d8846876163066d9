import type { Fact } from "../../facts/fact.ts";
import { HOUR_MS } from "../../util/durations.ts";
import type { CountedEffect } from "../stages/effects.ts";
import { finding } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { POWERFUL } from "../power.ts";
import { counts } from "../stories/set-aside.ts";
import type { Story } from "../stories/story.ts";

/** A policy that limits automations was removed or loosened shortly before a change. */
export function guardrailSigns(story: Story): readonly Finding[] {
  const window = story.analytic.windows.privilege_hours * HOUR_MS;
  for (const change of story.changes) {
    const loosened = (story.scene.guardrails.get(story.subject.account) ?? []).filter(
      (fact) => counts(story, fact) && fact.tsMs <= change.tsMs && change.tsMs - fact.tsMs <= window,
    );
    if (loosened.length > 0 && change.traits.includes("calls_out"))
      return [finding(story, "guardrail_weakened", [...loosened, change], loosened[0]?.op ?? "")];
  }
  return [];
}

/** The client that it acts through was given rights over other people's data, around a change, in either order. */
export function clientGrants(story: Story): readonly Finding[] {
  const window = story.analytic.windows.privilege_hours * HOUR_MS;
  const grants = (story.scene.byTarget.get(story.subject.id) ?? []).filter(
    (fact) =>
      fact.kind === "grant" &&
      fact.isChange &&
      (fact.privilege ?? 0) >= POWERFUL &&
      !fact.traits.includes("removal") &&
      counts(story, fact) &&
      story.changes.some((change) => Math.abs(change.tsMs - fact.tsMs) <= window),
  );
  return grants.length === 0 ? [] : [finding(story, "client_empowered", grants)];
}

/** It went on after its owner's password was reset or sessions were revoked: what throws an intruder out leaves it running. */
export function survivedReset(story: Story, effects: readonly CountedEffect[]): readonly Finding[] {
  for (const { fact, change } of effects) {
    const resets = (story.scene.byTarget.get(fact.actorId ?? "") ?? []).filter(
      (other) =>
        other.traits.includes("access_reset") &&
        other.outcome === "success" &&
        other.tsMs < fact.tsMs &&
        other.tsMs > (change?.tsMs ?? Number.POSITIVE_INFINITY),
    );
    if (resets.length > 0) return [finding(story, "acted_after_reset", [...resets, fact])];
  }
  return [];
}

/** Facts of effects that name somebody outside. */
export function outsideRecipients(effects: readonly CountedEffect[]): readonly Fact[] {
  return effects.map(({ fact }) => fact).filter((fact) => fact.traits.includes("foreign_account") || fact.traits.includes("guest"));
}
