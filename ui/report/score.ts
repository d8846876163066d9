import type { Incident } from "../../src/incidents/incident.ts";
import { SEVERITY_BANDS } from "./words.ts";

export interface ScoreExplanation {
  readonly sum: number;
  /** How the sum of the weights became the score. */
  readonly why: string;
}

/** Says in words how the evidence adds up to the score that the incident carries. */
export function explainScore(incident: Pick<Incident, "score" | "severity" | "evidence">): ScoreExplanation {
  const sum = incident.evidence.reduce((total, item) => total + item.weight, 0);
  const [low, high] = SEVERITY_BANDS[incident.severity] ?? [0, 100];
  const band = `${low} to ${high}`;
  if (sum === incident.score) return { sum, why: `The weights add up to the score, inside the band of ${incident.severity} (${band}).` };
  if (sum > high && incident.score === high)
    return { sum, why: `The tier decides the severity, ${incident.severity}; the score is held at the top of its band (${band}).` };
  if (sum < low && incident.score === low)
    return { sum, why: `The tier decides the severity, ${incident.severity}; the score is raised to the foot of its band (${band}).` };
  return { sum, why: `The tier decides the severity, ${incident.severity}; the published formula places the sum inside its band (${band}).` };
}
