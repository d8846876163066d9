import type { Fact } from "../../facts/fact.ts";
import { groupBy } from "../../util/group-by.ts";
import { countBefore } from "../../util/in-time.ts";
import { DAY_MS } from "../../util/durations.ts";
import type { Effect } from "../definition.ts";
import { effectOf } from "./effect-pattern.ts";
import { everythingDone } from "../stories/set-aside.ts";
import type { Story } from "../stories/story.ts";

/** What an automation did, successfully, by operation and effect. */
export type Habits = ReadonlyMap<string, Habit>;

/** One habit, summed up so that asking for each act how usual it was does not go through all of them again. */
interface Habit {
  /** In the order of time. */
  readonly all: readonly Fact[];
  readonly byTarget: ReadonlyMap<string | null, readonly Fact[]>;
  /** How many different targets the first 1, 2, 3 ... of them were aimed at. */
  readonly targets: readonly number[];
}

export function habitsOf(story: Story): Habits {
  const done = everythingDone(story).filter((fact) => fact.outcome === "success");
  const groups = groupBy(done, (fact) => {
    const effect = effectOf(story.scene, story.analytic, fact);
    return effect === null ? null : keyOf(fact, effect);
  });
  return new Map([...groups].map(([key, all]) => [key, habitOf(all)]));
}

function habitOf(all: readonly Fact[]): Habit {
  const byTarget = new Map<string | null, Fact[]>();
  const targets: number[] = [];
  for (const fact of all) {
    const same = byTarget.get(fact.targetId);
    if (same === undefined) byTarget.set(fact.targetId, [fact]);
    else same.push(fact);
    targets.push(byTarget.size);
  }
  return { all, byTarget, targets };
}

function keyOf(fact: Fact, effect: Effect): string {
  return `${fact.op} ${effect.id}`;
}

/** Same effect seen often and long before the act, and before anything unusual (`odd`) happened to the automation. */
export function isExpected(story: Story, habits: Habits, fact: Fact, effect: Effect, odd: Fact | null): boolean {
  const limit = Math.min(fact.tsMs, odd?.tsMs ?? fact.tsMs);
  return isFrequent(story, fact, aimedAlike(habits.get(keyOf(fact, effect)), fact, limit));
}

/** Done more often than the number of observations that counts, over the look-back, before or after the act. */
export function isHabit(story: Story, habits: Habits, fact: Fact, effect: Effect): boolean {
  const same = aimedAlike(habits.get(keyOf(fact, effect)), fact, Number.POSITIVE_INFINITY);
  return same.count > story.analytic.baseline.observations && isFrequent(story, same.last ?? fact, same);
}

/** The first time that the like of an act was done. */
export function firstAlike(habits: Habits, fact: Fact, effect: Effect): Fact | null {
  return aimedAlike(habits.get(keyOf(fact, effect)), fact, Number.POSITIVE_INFINITY).first ?? null;
}

/** What was done before a time, as far as it is like an act: how often, and the first and last of it. */
interface Alike {
  readonly count: number;
  readonly first: Fact | undefined;
  readonly last: Fact | undefined;
}

/** An automation that always went for the same few targets is only expected to go for them; one with ever new targets, for any. */
function aimedAlike(habit: Habit | undefined, fact: Fact, limit: number): Alike {
  if (habit === undefined) return { count: 0, first: undefined, last: undefined };
  const earlier = countBefore(habit.all, limit);
  const isEverNew = (habit.targets[earlier - 1] ?? 0) * 2 > earlier;
  const list = isEverNew ? habit.all : (habit.byTarget.get(fact.targetId) ?? []);
  const count = isEverNew ? earlier : countBefore(list, limit);
  return { count, first: count === 0 ? undefined : list[0], last: list[count - 1] };
}

function isFrequent(story: Story, fact: Fact, { count, first }: Alike): boolean {
  const { look_back_days, observations } = story.analytic.baseline;
  return first !== undefined && count >= observations && fact.tsMs - first.tsMs >= look_back_days * DAY_MS;
}
