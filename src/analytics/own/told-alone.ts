import type { Fact } from "../../facts/fact.ts";
import type { Scene } from "../../resolve/scene.ts";
import type { Analytic } from "../definition.ts";
import type { Finding } from "../finding.ts";
import type { Judged } from "../judged.ts";
import type { Exclusions } from "../stories/exclusions.ts";
import type { Story, Subject } from "../stories/story.ts";

/** By what is judged. */
export interface By {
  readonly analytic: Analytic;
  readonly exclusions: Exclusions;
}

/** A story of nothing but some facts, at least one, about an identity: no automation's own changes, acts or past. */
export function bareStory(scene: Scene, by: By, subject: Subject, anchors: readonly Fact[]): Story {
  const none = { history: [], own: [], changes: [], acts: [], earlierActs: [], excluded: [] };
  return { scene, ...by, subject, anchor: anchors[0]!, anchors, born: false, ...none }; // the caller has one
}

/** Told for one finding alone, without deployments, effects or runs. */
export function toldAlone(story: Story, finding: Finding, rest: Pick<Judged, "verdict" | "changes" | "placed">): Judged {
  const execution = { findings: [], observed: [], inferred: null };
  return { story, ...rest, deployments: [], findings: [finding], dismissed: [], effects: [], uses: [], execution };
}
