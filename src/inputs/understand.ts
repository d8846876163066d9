import type { Envelope } from "../facts/fact.ts";
import type { Flag } from "../facts/kinds.ts";
import type { LogRecord, Source } from "../sources/contract.ts";
import type { Limits } from "./contract.ts";
import type { Cut } from "./cut/cut.ts";
import { RECORD_REASONS } from "./reasons.ts";
import { countKeys, readingOf } from "./cut/repeated-keys.ts";

/** What one reading of a record is. */
export type Reading = EventReading | { readonly is: "not-events"; readonly reason: string } | { readonly is: "unknown" };

/** An event, before anybody asked who and when: most are found to mean nothing without that. */
export interface EventReading {
  readonly is: "event";
  readonly source: Source;
  readonly record: LogRecord;
  /** Doubts about how it was written. */
  readonly flags: readonly Flag[];
}

/** Who, when and where, with all doubts; or the reason why the record cannot be used. */
export function envelopeOf({ source, record, flags }: EventReading): Envelope | { readonly unusable: string } {
  const envelope = source.envelope(record);
  if ("unusable" in envelope || flags.length === 0) return envelope;
  return { ...envelope, flags: [...new Set([...envelope.flags, ...flags])].toSorted() };
}

/** All values that a text can be read as, the usual one first; or why it cannot be read. */
export function valuesOf(
  text: () => string,
  { start, end, depth, keys }: Pick<Cut, "start" | "end" | "depth" | "keys">,
  limits: Limits,
): readonly unknown[] | string {
  if (end - start > limits.recordBytes) return RECORD_REASONS.tooLong(limits.recordBytes);
  if (depth > limits.depth) return RECORD_REASONS.tooDeep(limits.depth);
  const json = text();
  const value = parse(json);
  if (value === undefined) return RECORD_REASONS.notJson;
  if (countKeys(value) === keys) return [value];
  return allReadings(json, value) ?? RECORD_REASONS.tooAmbiguous;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Readings beyond this many values of one key are not tried; nobody writes such a record by accident. */
const MOST_REPEATS = 8;

/** The usual reading first: the last value of each repeated key, then the first ones, the second ones, and so on. */
function allReadings(text: string, usual: unknown): readonly unknown[] | null {
  const first = readingOf(text, 0);
  if (first.mostRepeats > MOST_REPEATS) return null;
  const between = Array.from({ length: first.mostRepeats - 2 }, (_, nth) => readingOf(text, nth + 1).value);
  return [usual, first.value, ...between];
}

/** What a parsed value is, taken by itself. */
export function readingAs(value: unknown, flags: readonly Flag[], sources: readonly Source[]): Reading {
  if (!isRecord(value)) return { is: "unknown" };
  for (const source of sources) {
    const reason = source.notEvents(value);
    if (reason !== null) return { is: "not-events", reason };
  }
  const source = sources.find((one) => one.matches(value));
  return source === undefined ? { is: "unknown" } : { is: "event", source, record: value, flags };
}

export function isRecord(value: unknown): value is LogRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
