import type { Severity } from "../incidents/severity.ts";
import type { CountedEffect } from "./stages/effects.ts";
import type { Story } from "./stories/story.ts";

/** What a story comes to; null is no incident. */
export interface Verdict {
  readonly severity: Severity | null;
  readonly reason: string;
}

/** Weak attribution holds a verdict at medium. */
export function capped(story: Story, effects: readonly CountedEffect[], verdict: Verdict): Verdict {
  const best = effects.reduce((most, effect) => Math.max(most, effect.attribution.confidence), 0);
  if (best >= story.analytic.attribution_floor) return verdict;
  return { severity: "medium", reason: `${verdict.reason}; held at medium because the effect is tied to it with confidence ${best} only` };
}
