import type { Evidence, Incident } from "../incidents/incident.ts";

/** Evidence items by the facts that they stand on, in the incident's own order. */
export function citations({ evidence }: Incident): ReadonlyMap<string, readonly Evidence[]> {
  const byFact = new Map<string, Evidence[]>();
  for (const item of evidence) {
    for (const fact of new Set(item.facts)) byFact.set(fact, [...(byFact.get(fact) ?? []), item]);
  }
  return byFact;
}
