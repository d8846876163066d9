/** What tests ask of incidents: how loud, about what, and their form without raw pointers. */
import { Incident } from "../../src/incidents/incident.ts";
import { SEVERITIES, type Severity } from "../../src/incidents/severity.ts";

/** Medium and above: what somebody would be called for. */
export function loud(incidents: readonly Incident[]): readonly Incident[] {
  return incidents.filter((incident) => rank(incident.severity) >= rank("medium"));
}

export function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** The most severe one, or -1 for none. */
export function loudest(incidents: readonly Incident[]): number {
  return Math.max(-1, ...incidents.map((incident) => rank(incident.severity)));
}

/**
 * `raw` names one copy among several, so it depends on files; everything else must not. Throws for an incident that is not
 * as published, to the order of its keys: outputs write them as they are.
 */
export function canonical(incidents: readonly Incident[]): string {
  for (const incident of incidents)
    if (JSON.stringify(Incident.parse(incident)) !== JSON.stringify(incident)) throw new Error(`${incident.id}: keys in another order`);
  const bare = JSON.stringify(incidents, (key, value: unknown) => (key === "raw" ? undefined : value), 2);
  return `${bare}\n`;
}

/** One line an incident, for messages of failing tests. */
export function inWords(incidents: readonly Incident[]): string {
  const lines = incidents.map(
    (incident) =>
      `${incident.severity} ${incident.score} ${incident.automation.id}: ${incident.evidence.map(({ id, weight }) => `${id} ${weight}`).join(", ")}`,
  );
  return lines.length === 0 ? "no incidents" : lines.join("\n");
}
