import type { Incident } from "../../../src/incidents/incident.ts";
import type { Severity } from "../../../src/incidents/severity.ts";

export interface Filter {
  readonly severities: ReadonlySet<Severity>;
  /** Words that must all occur in an incident, whatever their case. */
  readonly words: string;
}

/** Places of the incidents that pass. */
export function filterIncidents(incidents: readonly Incident[], filter: Filter): ReadonlySet<number> {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  return new Set(
    incidents.flatMap((incident, index) => {
      if (!filter.severities.has(incident.severity)) return [];
      if (words.length === 0) return [index];
      const text = JSON.stringify(incident).toLowerCase();
      return words.every((word) => text.includes(word)) ? [index] : [];
    }),
  );
}
