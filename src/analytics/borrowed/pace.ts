import type { Fact } from "../../facts/fact.ts";
import { countBefore } from "../../util/in-time.ts";
import { HOUR_MS } from "../../util/durations.ts";
import { effectOf } from "../stages/effect-pattern.ts";
import type { CountedEffect } from "../stages/effects.ts";
import { everythingDone } from "../stories/set-aside.ts";
import type { Story } from "../stories/story.ts";

/** For each fact how many different targets were reached in the hour that ends with it. In the order of time, as given. */
export function paceOf(facts: readonly Fact[]): readonly number[] {
  const inWindow = new Map<string, number>();
  let start = 0;
  return facts.map((fact) => {
    inWindow.set(keyOf(fact), (inWindow.get(keyOf(fact)) ?? 0) + 1);
    for (; fact.tsMs - (facts[start]?.tsMs ?? fact.tsMs) > HOUR_MS; start += 1) forget(inWindow, keyOf(facts[start]!)); // start stays behind
    return inWindow.size;
  });
}

function keyOf(fact: Fact): string {
  return fact.targetId ?? fact.factId;
}

function forget(counted: Map<string, number>, key: string): void {
  const left = (counted.get(key) ?? 1) - 1;
  if (left === 0) counted.delete(key);
  else counted.set(key, left);
}

/**
 * Whether an automation that is older than the logs went on as it had been: before the change that the first bulk follows, several hours
 * had been about as busy as the busiest of all. What came later is no measure, so that nobody gets it used to more step by step.
 */
export function keptItsPace(story: Story, same: readonly CountedEffect[], wanted: number): boolean {
  const paces = paceOf(same.map(({ fact }) => fact));
  const first = same[paces.findIndex((targets) => targets >= wanted)];
  if (story.born || first === undefined || first.change === null) return false;
  const { observations, pace_factor } = story.analytic.baseline;
  const usual = busiestHours(doneBefore(story, first, first.change.tsMs))[observations - 1] ?? 0;
  return paces.every((targets) => targets <= usual * pace_factor);
}

/** What it had done to the same effect before a time. */
function doneBefore(story: Story, { effect }: CountedEffect, tsMs: number): readonly Fact[] {
  const done = everythingDone(story);
  const earlier = done.slice(0, countBefore(done, tsMs)).filter((fact) => fact.outcome === "success");
  return earlier.filter((fact) => effectOf(story.scene, story.analytic, fact)?.id === effect.id);
}

/** Different targets of each clock hour in which there was any, most first. */
function busiestHours(facts: readonly Fact[]): readonly number[] {
  const hours = new Map<number, Set<string>>();
  for (const fact of facts) {
    const hour = Math.floor(fact.tsMs / HOUR_MS);
    const targets = hours.get(hour);
    if (targets === undefined) hours.set(hour, new Set([keyOf(fact)]));
    else targets.add(keyOf(fact));
  }
  return [...hours.values()].map(({ size }) => size).toSorted((a, b) => b - a);
}
