import type { TimelineEntry } from "./incident.ts";

/** Whether the call was refused or ended in an error. */
export function isFailed(entry: Pick<TimelineEntry, "outcome">): boolean {
  return entry.outcome === "denied" || entry.outcome === "error";
}
