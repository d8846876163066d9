import type { Incident } from "../../src/incidents/incident.ts";
import { SEVERITY_ORDER } from "./words.ts";

/** Most severe first, then highest score, then oldest: the same order wherever a place counts. */
export function bySeverity(incidents: readonly Incident[]): readonly Incident[] {
  return incidents.toSorted(
    (a, b) =>
      SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
      b.score - a.score ||
      compare(a.first_seen, b.first_seen) ||
      compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
