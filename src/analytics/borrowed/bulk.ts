import type { Fact } from "../../facts/fact.ts";
import { groupBy } from "../../util/group-by.ts";
import type { Effect } from "../definition.ts";
import type { Dismissal, Finding } from "../finding.ts";
import type { CountedEffect, Effects } from "../stages/effects.ts";
import type { Story } from "../stories/story.ts";
import { isInstalled } from "./capabilities.ts";
import { keptItsPace, paceOf } from "./pace.ts";
import { RISKY } from "./verdict.ts";

/** Effects that only matter in bulk are set aside where they are few. After an unusual change fewer are enough. */
export function withoutFew(
  story: Story,
  { counted, dismissed, refused }: Effects,
  signs: readonly Finding[],
  unusual: readonly Fact[],
): Effects {
  const few: Dismissal[] = [];
  for (const same of groupBy(counted, ({ effect }) => effect.id).values()) {
    const why = excuseFor(story, same, signs, unusual);
    if (why !== null) few.push({ why, facts: same.map(({ fact }) => fact) });
  }
  const out = new Set(few.flatMap(({ facts }) => facts));
  return { counted: counted.filter(({ fact }) => !out.has(fact)), dismissed: [...dismissed, ...few], refused };
}

function excuseFor(story: Story, same: readonly CountedEffect[], signs: readonly Finding[], unusual: readonly Fact[]): string | null {
  const wanted = same[0]?.effect.min_targets;
  if (wanted === undefined) return null;
  const odd = same.some(({ fact }) => unusual.some((change) => change.tsMs <= fact.tsMs));
  const limit = limitOf(story, wanted, signs, odd);
  if (!isBulk(same, limit)) return "too few at a time to be bulk";
  if (!odd && !standsForMany(same) && keptItsPace(story, same, limit)) return "it had worked at this pace before it was changed";
  const isVetted = !odd && story.changes.every((change) => change.kind === "consent" && isInstalled(story, change));
  return isVetted ? "an administrator installed this application" : null;
}

/** Of an add-on that people let in, nobody here wrote the code: what is much for a script of one's own is its everyday work. */
function limitOf(story: Story, wanted: NonNullable<Effect["min_targets"]>, signs: readonly Finding[], odd: boolean): number {
  const isLetIn = story.changes.every((change) => change.kind === "consent") && !signs.some((sign) => RISKY.has(sign.id));
  if (isLetIn && wanted.authorised !== undefined) return wanted.authorised;
  return odd ? wanted.unusual : wanted.usual;
}

/** Facts of effects that reached many targets within an hour. */
export function bulkOf(effects: readonly CountedEffect[], targets: number): readonly Fact[] {
  return [...groupBy(effects, ({ effect }) => effect.id).values()]
    .filter((same) => isBulk(same, targets))
    .flatMap((same) => same.map(({ fact }) => fact));
}

/** So many different targets within an hour, or a record that itself stands for many. In the order of time. */
function isBulk(same: readonly CountedEffect[], wanted: number): boolean {
  return standsForMany(same) || paceOf(same.map(({ fact }) => fact)).some((targets) => targets >= wanted);
}

function standsForMany(same: readonly CountedEffect[]): boolean {
  return same.some(({ fact }) => fact.traits.includes("bulk_access"));
}
