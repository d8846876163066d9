import type { Fact } from "../facts/fact.ts";
import type { Effect, EvidenceId } from "./definition.ts";
import type { Story } from "./story.ts";

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
  const { weight, why } = story.analytic.evidence[id];
  return { id, weight, why: more === "" ? why : `${why}: ${more}`, facts };
}

export function effectFinding(effect: Effect, facts: readonly Fact[]): Finding {
  return { id: effect.id, weight: effect.weight, why: effect.why, facts };
}

export function together(parts: readonly Checked[]): Checked {
  return { findings: parts.flatMap((part) => part.findings), dismissed: parts.flatMap((part) => part.dismissed) };
}
