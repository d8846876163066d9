import type { Incident } from "../../src/incidents/incident.ts";
import { BANDS, scoreOf } from "../../src/incidents/score.ts";

export interface ScoreExplanation {
  /** Points that the evidence adds up to. */
  readonly points: number;
  /** How the points became the score, by the published formula. */
  readonly why: string;
}

/** Says in words how the evidence adds up to the score that the incident carries. */
export function explainScore(incident: Pick<Incident, "score" | "severity" | "evidence">): ScoreExplanation {
  const weights = incident.evidence.map((item) => item.weight);
  const points = weights.reduce((sum, weight) => sum + weight, 0);
  const { from, to } = BANDS[incident.severity];
  const tier = `The stages seen make the severity, ${incident.severity}, and with it the band ${from} to ${to}.`;
  // A report may come from another version of the program, whose formula differed.
  if (scoreOf(incident.severity, weights) !== incident.score) return { points, why: `${tier} The score inside it is ${incident.score}.` };
  const capped = points > 100 ? `${points} points count as 100` : `${points} of 100 points`;
  return {
    points,
    why: `${tier} The evidence makes the place inside it: ${capped}, so ${from} + ${incident.score - from} = ${incident.score}.`,
  };
}
