import type { Fact } from "../facts/fact.ts";
import { groupBy } from "../util/group-by.ts";
import { DAY_MS } from "./definition.ts";
import type { Effect } from "./definition.ts";
import { effectOf } from "./effect-pattern.ts";
import { everythingDone } from "./set-aside.ts";
import type { Story } from "./story.ts";

/** What an automation did, successfully, by operation and effect; each list in the order of time. */
export type Habits = ReadonlyMap<string, readonly Fact[]>;

export function habitsOf(story: Story): Habits {
  const done = everythingDone(story).filter((fact) => fact.outcome === "success");
  return groupBy(done, (fact) => {
    const effect = effectOf(story.scene, story.analytic, fact);
    return effect === null ? null : keyOf(fact, effect);
  });
}

function keyOf(fact: Fact, effect: Effect): string {
  return `${fact.op} ${effect.id}`;
}

/** Same effect seen often and long before the act, and before anything unusual (`odd`) happened to the automation. */
export function isExpected(story: Story, habits: Habits, fact: Fact, effect: Effect, odd: Fact | null): boolean {
  const limit = Math.min(fact.tsMs, odd?.tsMs ?? fact.tsMs);
  const earlier = (habits.get(keyOf(fact, effect)) ?? []).filter((other) => other.tsMs < limit);
  return isFrequent(story, fact, aimedAlike(earlier, fact));
}

/** Done more often than the number of observations that counts, over the look-back, before or after the act. */
export function isHabit(story: Story, habits: Habits, fact: Fact, effect: Effect): boolean {
  const same = aimedAlike(habits.get(keyOf(fact, effect)) ?? [], fact);
  return same.length > story.analytic.baseline.observations && isFrequent(story, same.at(-1) ?? fact, same);
}

/** An automation that always went for the same few targets is only expected to go for them; one with ever new targets, for any. */
function aimedAlike(earlier: readonly Fact[], fact: Fact): readonly Fact[] {
  const targets = new Set(earlier.map((other) => other.targetId));
  return targets.size * 2 > earlier.length ? earlier : earlier.filter((other) => other.targetId === fact.targetId);
}

function isFrequent(story: Story, fact: Fact, earlier: readonly Fact[]): boolean {
  const { look_back_days, observations } = story.analytic.baseline;
  const first = earlier[0];
  return first !== undefined && earlier.length >= observations && fact.tsMs - first.tsMs >= look_back_days * DAY_MS;
}
