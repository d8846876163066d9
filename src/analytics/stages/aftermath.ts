import type { Fact } from "../../facts/fact.ts";
import { attributionBy } from "../../resolve/acts/attribution.ts";
import { groupBy } from "../../util/group-by.ts";
import { isAnyNear } from "../../util/in-time.ts";
import { once } from "../../util/once.ts";
import { usesOf } from "../stories/acts.ts";
import { linksTo } from "./chain.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../util/durations.ts";
import { reactionTo } from "./effects.ts";
import type { CountedEffect } from "./effects.ts";
import { finding } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { counts } from "../stories/set-aside.ts";
import type { Act, Story } from "../stories/story.ts";

const MAX_USES_SHOWN = 20;

/** Uses of credentials that counted effects created, by anybody, within the window. */
export function credentialUses(story: Story, effects: readonly CountedEffect[]): readonly Act[] {
  const window = story.analytic.windows.credential_days * DAY_MS;
  const uses = effects.flatMap(({ fact }) =>
    fact.issuedCredentialId === null
      ? []
      : usesOf(story.scene, fact.issuedCredentialId)
          .filter((use) => counts(story, use) && use.tsMs >= fact.tsMs && use.tsMs - fact.tsMs <= window)
          .slice(0, MAX_USES_SHOWN),
  );
  return uses.map((fact) => ({ fact, attribution: attributionBy("created_credential") }));
}

/** What followed from the effects, and what gives them meaning. */
export function aftermath(
  story: Story,
  changes: readonly Fact[],
  effects: readonly CountedEffect[],
  uses: readonly Act[],
): readonly Finding[] {
  const steps = linksTo(story, effects).map((act) => act.fact);
  const deployers = new Set(changes.map((change) => change.actorId));
  const raised = effects.filter(
    (effect) => effect.fact.kind === "grant" && effect.fact.targetId !== null && deployers.has(effect.fact.targetId),
  );
  return [
    ...present(
      story,
      "credential_used",
      uses.map((use) => use.fact),
    ),
    ...present(story, "chained_identity", steps),
    ...present(
      story,
      "raised_its_deployer",
      raised.map((effect) => effect.fact),
    ),
    ...present(story, "effect_soon_after_change", soonAfter(effects)),
    ...present(story, "reacts_to_new_identity", reactions(story, effects)),
    ...present(story, "cleanup", effects.length > 0 || changes.length > 0 ? cleanups(story) : []),
    ...present(story, "deployer_weakened_logging", weakening(story, changes)),
  ];
}

function present(story: Story, id: Parameters<typeof finding>[1], facts: readonly Fact[]): readonly Finding[] {
  return facts.length === 0 ? [] : [finding(story, id, facts)];
}

function soonAfter(effects: readonly CountedEffect[]): readonly Fact[] {
  const soon = effects.find(({ fact, change }) => change !== null && fact.tsMs - change.tsMs <= HOUR_MS);
  return soon === undefined ? [] : [soon.fact];
}

/** The events that set it off, beside the acts that answered them. */
export function reactions(story: Story, effects: readonly CountedEffect[]): readonly Fact[] {
  return effects.flatMap((effect) => {
    const cause = reactionTo(story, effect.fact);
    return cause === null ? [] : [cause, effect.fact];
  });
}

/** Removed within the window after it was made. */
export function cleanups(story: Story): readonly Fact[] {
  if (!story.born) return [];
  const window = story.analytic.windows.cleanup_minutes * MINUTE_MS;
  return story.own.filter(
    (fact) =>
      fact.kind === "evade" && fact.outcome === "success" && fact.traits.includes("removal") && fact.tsMs - story.anchor.tsMs <= window,
  );
}

/** Logging or detectors weakened by whoever made a relevant change, a day before or after it. */
function weakening(story: Story, changes: readonly Fact[]): readonly Fact[] {
  const window = story.analytic.windows.privilege_hours * HOUR_MS;
  return [...groupBy(changes, (change) => change.actorId)].flatMap(([actor, own]) =>
    weakenings(story.scene.byActor.get(actor) ?? NONE).filter((fact) => counts(story, fact) && isAnyNear(own, fact.tsMs, window)),
  );
}

const NONE: readonly Fact[] = [];
const weakenings = once((done: readonly Fact[]) =>
  done.filter(
    (fact) =>
      fact.kind === "evade" &&
      fact.outcome === "success" &&
      (fact.traits.includes("logging_weakened") || fact.traits.includes("detector_weakened")),
  ),
);
