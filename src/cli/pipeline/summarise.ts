import type { Counts, InputReport, Quarantined, ReadResult } from "../../inputs/contract.ts";
import type { Incident } from "../../incidents/incident.ts";
import { SEVERITIES, type Severity } from "../../incidents/severity.ts";
import type { InputProblem, ScanSummary } from "../../incidents/summary.ts";

export interface SummaryParts {
  readonly read: ReadResult;
  readonly facts: Readonly<Record<string, number>>;
  /** Titles of telemetry that was not given. */
  readonly missing: readonly string[];
}

/** The summary of what was read, before anything is known about incidents. */
export function summarise({ read, facts, missing }: SummaryParts): ScanSummary {
  const { totals } = read;
  return {
    schema: "faastrail.summary/1",
    complete: isComplete(read),
    records: totals.records,
    fact_bearing: totals.fact_bearing,
    rolled_up: totals.rolled_up,
    irrelevant: totals.irrelevant,
    duplicate: totals.duplicate,
    quarantined: totals.quarantined,
    remainder: remainderOf(totals),
    inputs: read.filesRead,
    skipped: read.inputs.filter(({ state }) => state === "skipped").map(({ file, reason }) => ({ file, reason: reason ?? "no log" })),
    incidents: bySeverity([]),
    problems: problemsOf(read),
    sources: read.recordsBySource,
    missing,
    first_event: isoTime(read.firstMs),
    last_event: isoTime(read.lastMs),
    facts,
    unmapped: read.unmapped,
  };
}

/** Whether everything given was read and used, and there was something to use at all. */
export function isComplete({ inputs, totals }: Pick<ReadResult, "inputs" | "totals">): boolean {
  const damaged = inputs.some(({ state }) => state === "partial" || state === "unread");
  return !damaged && totals.quarantined === 0 && totals.records > 0 && remainderOf(totals) === 0;
}

function remainderOf(counts: Counts): number {
  return counts.records - counts.fact_bearing - counts.rolled_up - counts.irrelevant - counts.duplicate - counts.quarantined;
}

/** Incidents by severity, worst first. */
export function bySeverity(incidents: readonly Pick<Incident, "severity">[]): Readonly<Record<Severity, number>> {
  const count = (level: Severity): number => incidents.filter(({ severity }) => severity === level).length;
  const [informational, low, medium, high, critical] = SEVERITIES;
  return {
    [critical]: count(critical),
    [high]: count(high),
    [medium]: count(medium),
    [low]: count(low),
    [informational]: count(informational),
  };
}

function problemsOf({ inputs, quarantine, totals }: ReadResult): readonly InputProblem[] {
  const damaged = inputs.filter(({ state }) => state === "partial" || state === "unread").map(inputProblem);
  const setAside = [...groupQuarantine(quarantine).values()].map(quarantineProblem);
  const unlisted = totals.quarantined - quarantine.length;
  const rest = {
    file: "(all inputs)",
    reason: `${unlisted} more records set aside`,
    next: "Scan the files above by themselves to see theirs.",
  };
  return [...damaged, ...setAside, ...(unlisted > 0 ? [rest] : [])];
}

function inputProblem({ file, reason, next }: InputReport): InputProblem {
  return { file, reason: reason ?? "could not be read whole", next: next ?? "Fetch the file again from where it came." };
}

function groupQuarantine(quarantine: readonly Quarantined[]): ReadonlyMap<string, readonly Quarantined[]> {
  const groups = new Map<string, Quarantined[]>();
  for (const item of quarantine) {
    const key = JSON.stringify([item.file, item.reason]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function quarantineProblem(items: readonly Quarantined[]): InputProblem {
  const [first] = items;
  return {
    file: first?.file ?? "",
    reason: `${items.length} record${items.length === 1 ? "" : "s"} set aside: ${first?.reason} (first at byte ${first?.offset})`,
    next: "Look at the record; if it is genuine, please report it.",
  };
}

function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
