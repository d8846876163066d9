import type { Fact } from "../facts/fact.ts";
import type { Placed } from "../incidents/timeline.ts";
import type { Dismissal, Finding } from "./finding.ts";
import type { Deployment } from "./stages/deployment.ts";
import type { CountedEffect } from "./stages/effects.ts";
import type { Execution } from "./stages/execution.ts";
import type { Act, Story } from "./stories/story.ts";
import type { Verdict } from "./tiers.ts";

/** A story with everything that speaks for and against it. */
export interface Judged {
  readonly story: Story;
  readonly verdict: Verdict;
  /** Changes that matter to the verdict. */
  readonly changes: readonly Fact[];
  readonly deployments: readonly Deployment[];
  readonly findings: readonly Finding[];
  readonly dismissed: readonly Dismissal[];
  readonly effects: readonly CountedEffect[];
  readonly uses: readonly Act[];
  readonly execution: Execution;
  readonly placed: readonly Placed[];
}
