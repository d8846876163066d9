import { endOfExclusion } from "../../incidents/exclusion-end.ts";
import type { ScanSummary } from "../../incidents/summary.ts";

/** A line for each exclusion that is over: in these logs, or by the calendar. */
export function exclusionWarnings({ exclusions = [], last_event }: ScanSummary, nowMs: number): readonly string[] {
  const lastMs = last_event === null ? Number.NEGATIVE_INFINITY : Date.parse(last_event);
  return exclusions.flatMap((exclusion) => {
    const { id, expires, expired } = exclusion;
    const end = endOfExclusion(exclusion);
    if (expired === 0 && lastMs < end && nowMs < end) return [];
    const told = expired === 0 ? "it covers nothing later" : `${expired} later fact${expired === 1 ? "" : "s"} counted as evidence`;
    return [`exclusion ${id} expired on ${expires}: ${told}; renew it or take it out`];
  });
}
