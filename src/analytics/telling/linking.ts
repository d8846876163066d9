import type { Incident } from "../../incidents/incident.ts";

/** Incidents that share a fact belong together: each names the others, and stays one of its own. */
export function linkIncidents(incidents: readonly Incident[]): readonly Incident[] {
  const owners = new Map<string, Set<string>>();
  for (const incident of incidents) {
    for (const fact of linkingFacts(incident)) owners.set(fact, (owners.get(fact) ?? new Set()).add(incident.id));
  }
  return incidents.map((incident) => {
    const linked = new Set(linkingFacts(incident).flatMap((fact) => [...(owners.get(fact) ?? [])]));
    linked.delete(incident.id);
    return { ...incident, linked: [...linked].toSorted() };
  });
}

/** A shared grant on a role is no link by itself: only what an automation did or changed is. */
function linkingFacts(incident: Incident): readonly string[] {
  return [...new Set([...incident.stages.deploy, ...incident.stages.effect, ...incident.stages.execute])];
}
