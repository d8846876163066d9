import type { Fact } from "../../facts/fact.ts";
import { groupBy } from "../../util/group-by.ts";
import { HOUR_MS } from "../definition.ts";
import type { CountedEffect, Effects } from "../stages/effects.ts";

/** Effects that only matter in bulk are set aside where they are few. After an unusual change fewer are enough. */
export function withoutFew({ counted, dismissed, refused }: Effects, unusual: readonly Fact[]): Effects {
  const few = [...groupBy(counted, ({ effect }) => effect.id).values()].filter((same) => {
    const wanted = same[0]?.effect.min_targets;
    const odd = same.some(({ fact }) => unusual.some((change) => change.tsMs <= fact.tsMs));
    return wanted !== undefined && !isBulk(same, odd ? wanted.unusual : wanted.usual);
  });
  const out = new Set(few.flat());
  return {
    counted: counted.filter((effect) => !out.has(effect)),
    dismissed: [...dismissed, ...few.map((same) => ({ why: "too few at a time to be bulk", facts: same.map(({ fact }) => fact) }))],
    refused,
  };
}

/** Facts of effects that reached many targets within an hour. */
export function bulkOf(effects: readonly CountedEffect[], targets: number): readonly Fact[] {
  return [...groupBy(effects, ({ effect }) => effect.id).values()]
    .filter((same) => isBulk(same, targets))
    .flatMap((same) => same.map(({ fact }) => fact));
}

/** So many different targets within an hour, or a record that itself stands for many. In the order of time. */
function isBulk(same: readonly CountedEffect[], wanted: number): boolean {
  if (same.some(({ fact }) => fact.traits.includes("bulk_access"))) return true;
  const inWindow = new Map<string, number>();
  let start = 0;
  for (const { fact } of same) {
    inWindow.set(keyOf(fact), (inWindow.get(keyOf(fact)) ?? 0) + 1);
    for (; fact.tsMs - (same[start]?.fact.tsMs ?? fact.tsMs) > HOUR_MS; start += 1) forget(inWindow, keyOf(same[start]!.fact)); // start stays behind
    if (inWindow.size >= wanted) return true;
  }
  return false;
}

function keyOf(fact: Fact): string {
  return fact.targetId ?? fact.factId;
}

function forget(counted: Map<string, number>, key: string): void {
  const left = (counted.get(key) ?? 1) - 1;
  if (left === 0) counted.delete(key);
  else counted.set(key, left);
}
