import type { Source } from "../sources/contract.ts";
import type { Counts, InputReport, Quarantined } from "./contract.ts";
import { FILE_REASONS, isSkipped, type Reason, RECORD_REASONS } from "./reasons.ts";
import { reasonWithoutJson } from "./open/sniff.ts";

/** Listed in full up to this many; the counts have them all. */
export const MOST_QUARANTINED = 1000;

/** What was found in one input so far. */
export interface Tally {
  readonly file: string;
  readonly counts: Counts;
  readonly bySource: Map<string, number>;
  readonly quarantine: Quarantined[];
  /** Set once a record was recognised; the first one's source names the file. */
  source: string | null;
  /** Records of no known shape: quarantined if the file is a log, else the sign that it is none. */
  readonly unknown: Quarantined[];
  unknownCount: number;
  /** Records of no known shape that the byte filter rejects: irrelevant if the file is a log. */
  unknownNoise: number;
  /** Why records are no events, such as `CloudTrail digest`. */
  notEvents: string | null;
  notEventsCount: number;
  brokenCount: number;
  /** Records rejected on bytes, in files of which nothing was recognised yet. */
  rejected: number;
  /** Whether its records are rows of a table. */
  isTable: boolean;
  /** Set when the first bytes are no JSON. */
  withoutJson: "empty" | "other" | Reason | null;
}

export function noCounts(): Counts {
  return { records: 0, fact_bearing: 0, rolled_up: 0, irrelevant: 0, duplicate: 0, quarantined: 0 };
}

export function addCounts(to: Counts, from: Partial<Counts>): void {
  to.records += from.records ?? 0;
  to.fact_bearing += from.fact_bearing ?? 0;
  to.rolled_up += from.rolled_up ?? 0;
  to.irrelevant += from.irrelevant ?? 0;
  to.duplicate += from.duplicate ?? 0;
  to.quarantined += from.quarantined ?? 0;
}

export function newTally(file: string): Tally {
  return {
    file,
    counts: noCounts(),
    bySource: new Map(),
    quarantine: [],
    source: null,
    unknown: [],
    unknownCount: 0,
    unknownNoise: 0,
    notEvents: null,
    notEventsCount: 0,
    brokenCount: 0,
    rejected: 0,
    isTable: false,
    withoutJson: null,
  };
}

/** Counts records of one fate, and of one source where it is known. */
export function count(tally: Tally, fate: Exclude<keyof Counts, "records">, source: Source | null, times: number = 1): void {
  if (times === 0) return;
  tally.counts.records += times;
  tally.counts[fate] += times;
  if (source !== null) tally.bySource.set(source.id, (tally.bySource.get(source.id) ?? 0) + times);
}

/** Closes the books on an input: what state it is in, and what its odd records were. */
export function reportOf(tally: Tally, damage: Reason | null): InputReport {
  if (tally.withoutJson !== null) return reportWithoutJson(tally.file, tally.withoutJson, damage);
  if (tally.source === null) return reportUnrecognised(tally, damage);
  count(tally, "quarantined", null, tally.unknownCount);
  count(tally, "irrelevant", null, tally.notEventsCount + tally.unknownNoise);
  tally.quarantine.push(...tally.unknown);
  tally.quarantine.sort((a, b) => a.offset - b.offset);
  return report(tally.file, tally.source, damage === null ? "read" : "partial", damage, tally.counts);
}

/** An input of which no record was recognised. */
function reportUnrecognised(tally: Tally, damage: Reason | null): InputReport {
  const { file, counts } = tally;
  if (tally.notEvents !== null) return withoutRecords(tally, "skipped", { reason: `${tally.notEvents}, no events`, next: null });
  const understood = counts.records - tally.brokenCount + tally.unknownCount + tally.unknownNoise;
  if (understood === 0 && tally.brokenCount > 0) return withoutRecords(tally, "unread", damage ?? FILE_REASONS.notJson);
  if (damage !== null) return withoutRecords(tally, "unread", damage);
  if (counts.records > 0) return report(file, null, "unread", FILE_REASONS.nothingUsable, counts);
  if (understood > 0) return withoutRecords(tally, "skipped", tally.isTable ? FILE_REASONS.unknownTable : FILE_REASONS.unknownJson);
  return report(file, null, "read", null, counts);
}

function reportWithoutJson(file: string, found: Exclude<Tally["withoutJson"], null>, damage: Reason | null): InputReport {
  if (typeof found === "object") return report(file, null, isSkipped(found) ? "skipped" : "unread", found, noCounts());
  const { state, why } = reasonWithoutJson(file, found === "empty");
  if (damage !== null) return report(file, null, "unread", damage, noCounts());
  return report(file, null, state, why, noCounts());
}

/** For files that turn out to be no logs, or of which nothing is left: what was counted on the way is taken back. */
function withoutRecords(tally: Tally, state: InputReport["state"], why: Reason): InputReport {
  tally.quarantine.length = 0;
  tally.bySource.clear();
  return report(tally.file, null, state, why, noCounts());
}

export function report(file: string, source: string | null, state: InputReport["state"], why: Reason | null, counts: Counts): InputReport {
  return { file, source, state, reason: why?.reason ?? null, next: why?.next ?? null, ...counts };
}

/** Notes a record that cannot be used. */
export function quarantine(tally: Tally, offset: number, length: number, reason: string): void {
  count(tally, "quarantined", null);
  if (reason === RECORD_REASONS.notJson) tally.brokenCount += 1;
  if (tally.quarantine.length < MOST_QUARANTINED) tally.quarantine.push({ file: tally.file, offset, length, reason });
}
