import type { Stage } from "../../facts/kinds.ts";
import { STAGES } from "../../facts/kinds.ts";
import type { BlindSpot, Evidence } from "../../incidents/incident.ts";
import type { Severity } from "../../incidents/severity.ts";
import { blindSpotsOf } from "./blind-spots.ts";
import { toEvidence } from "./compose.ts";
import type { Judged } from "../judged.ts";
import type { AnalysisOptions } from "../options.ts";
import { titleOf } from "./title.ts";

/** Why an automation did or did not become an incident, stage by stage. */
export interface Assessment {
  readonly automation: { readonly id: string; readonly kind: string; readonly name: string };
  readonly account: string;
  readonly severity: Severity | null;
  readonly title: string;
  readonly steps: readonly Step[];
  readonly evidence: readonly Evidence[];
  readonly dismissed: readonly { readonly why: string; readonly facts: readonly string[] }[];
  readonly conclusion: string;
}

export interface Step {
  readonly stage: Stage;
  readonly state: "seen" | "not_seen" | "cannot_see";
  readonly text: string;
  readonly facts: readonly string[];
}

export function assess(judged: Judged, options: AnalysisOptions): Assessment {
  const { story, verdict } = judged;
  const blind = blindSpotsOf(judged, options);
  return {
    automation: { id: story.subject.id, kind: story.subject.kind, name: story.subject.name },
    account: story.subject.account,
    severity: verdict.severity,
    title: verdict.severity === null ? `${story.subject.kind} ${story.subject.name}: no incident` : titleOf(judged),
    steps: STAGES.map((stage) => stepOf(judged, stage, blind)),
    evidence: judged.findings.map(toEvidence),
    dismissed: judged.dismissed.map(({ why, facts }) => ({ why, facts: facts.map((fact) => fact.factId) })),
    conclusion: verdict.reason,
  };
}

function stepOf(judged: Judged, stage: Stage, blind: readonly BlindSpot[]): Step {
  const placed = judged.placed.filter((place) => place.stage === stage || (stage === "execute" && place.inferred === true));
  const facts = [...new Set(placed.map((place) => place.fact.factId))];
  const spots = blind.filter((spot) => spot.stage === stage).map((spot) => spot.reason);
  if (facts.length > 0) return { stage, state: "seen", text: seenText(judged, stage, facts.length), facts };
  if (stage === "deploy" && judged.story.changes.length > 0) {
    const all = judged.story.changes.map((fact) => fact.factId);
    return { stage, state: "seen", text: `${all.length} change${all.length === 1 ? "" : "s"}, none of them unusual`, facts: all };
  }
  if (spots.length > 0) return { stage, state: "cannot_see", text: spots.join("; "), facts: [] };
  return { stage, state: "not_seen", text: "nothing of this stage in the logs", facts: [] };
}

function seenText(judged: Judged, stage: Stage, count: number): string {
  const inferred = stage === "execute" && judged.execution.inferred !== null ? ", inferred from what its identity did" : "";
  return `${count} fact${count === 1 ? "" : "s"}${inferred}`;
}
