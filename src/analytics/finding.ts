import type { Fact } from "../facts/fact.ts";
import { byTimeThenId } from "../facts/order.ts";
import { groupBy } from "../util/group-by.ts";
import type { Effect } from "./definition.ts";
import type { EvidenceId } from "./evidence-ids.ts";
import type { Story } from "./stories/story.ts";

/** One piece of evidence before it is printed: what it is worth, why, and from which facts. */
export interface Finding {
  readonly id: string;
  readonly weight: number;
  readonly why: string;
  readonly facts: readonly Fact[];
}

/** Something that looked like evidence and was set aside, with the reason. Shown by `explain`. */
export interface Dismissal {
  readonly why: string;
  readonly facts: readonly Fact[];
}

/** What a set of checks found, and what it set aside. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly dismissed: readonly Dismissal[];
}

export function finding(story: Story, id: EvidenceId, facts: readonly Fact[], more = ""): Finding {
  const weighed = story.analytic.evidence[id];
  if (weighed === undefined) throw new Error(`${story.analytic.id} does not weigh "${id}"`); // refused at load
  const { weight, why } = weighed;
  return { id, weight, why: more === "" ? why : `${why}: ${more}`, facts };
}

export function effectFinding(effect: Effect, facts: readonly Fact[]): Finding {
  return { id: effect.id, weight: effect.weight, why: effect.why, facts };
}

export function together(parts: readonly Checked[]): Checked {
  return { findings: parts.flatMap((part) => part.findings), dismissed: parts.flatMap((part) => part.dismissed) };
}

/** One finding an id: the facts of all, in order, and the first explanation. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  return [...groupBy(findings, ({ id }) => id).values()].map((same) => {
    const facts = new Map(same.flatMap((item) => item.facts).map((fact) => [fact.factId, fact]));
    return { ...same[0]!, facts: [...facts.values()].toSorted(byTimeThenId) }; // groups are never empty
  });
}
