import type { Severity } from "./severity.ts";

/** The band of integer scores that belongs to each severity. */
export const BANDS: Readonly<Record<Severity, { readonly from: number; readonly to: number }>> = {
  informational: { from: 0, to: 9 },
  low: { from: 10, to: 39 },
  medium: { from: 40, to: 69 },
  high: { from: 70, to: 89 },
  critical: { from: 90, to: 100 },
};

/**
 * The published formula (docs/reference/scoring.md): the tier decides the band, the points of the
 * evidence, at most 100, decide the place inside it.
 */
export function scoreOf(severity: Severity, weights: Iterable<number>): number {
  let points = 0;
  for (const weight of weights) points += weight;
  const { from, to } = BANDS[severity];
  return from + Math.floor((Math.min(points, 100) * (to - from)) / 100);
}
