import type { ByteShape, Source } from "../../sources/contract.ts";
import type { QuickActivity } from "../activity/activity-kernel.ts";
import type { Reason } from "../reasons.ts";

/** Where one record lies in a window of bytes, found but not yet parsed. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  /** Position among the file's records, from 0. */
  readonly ordinal: number;
  readonly keys: number;
  readonly depth: number;
  /** Bytes where a record should be, but that are no JSON. */
  readonly broken: boolean;
  /** Kept as a sample only: its bytes say that it means nothing in the log as which it was cut. */
  readonly isNoise: boolean;
  /** Set where the record was read for its row of activity already, and means nothing else. */
  readonly activity?: QuickActivity;
  /** Set for noise that is known to be of the log as which it was cut: when it was written, in ms. */
  readonly noiseMs?: number;
}

/** A bracket that is open between records: a list of records, or an object around such a list. */
export type Container = "list" | "wrapper";

/** What is carried from one window of a file to the next. */
export interface CutState {
  readonly open: Container[];
  /** Records found so far, those that were rejected on their bytes too. */
  records: number;
  /** Bytes walked over without finding a record; bounded, so that hostile files cannot make it quadratic. */
  wasted: number;
}

/** How sources' records and the lists around them begin. */
export interface Marks {
  readonly recordStarts: readonly string[];
  /** Keys of an object around a list of records. */
  readonly listKeys: readonly string[];
  /** The same as vendors write them: `{"Records":[`. */
  readonly wrapperStarts: readonly string[];
}

export function marksOf(sources: readonly Source[]): Marks {
  const listKeys = [...new Set(["Records", ...sources.flatMap((source) => source.listKeys ?? [])])];
  return {
    recordStarts: [...new Set(sources.flatMap(({ bytes }) => recordStartsOf(bytes)))],
    listKeys,
    wrapperStarts: listKeys.map((key) => `{"${key}":[`),
  };
}

/** Every way in which a source's records begin. */
export function recordStartsOf({ recordStart, otherStarts = [] }: Pick<ByteShape, "recordStart" | "otherStarts">): readonly string[] {
  return [recordStart, ...otherStarts];
}

export interface CutResult {
  readonly cuts: readonly Cut[];
  /** Records rejected on their bytes. */
  readonly noise: number;
  /** Position up to which the window is done with; the rest is carried to the next one. */
  readonly consumed: number;
  /** There are more records here than one call returns: call again from `consumed`. */
  readonly more: boolean;
  /** Why the rest of the file is lost, if it is. */
  readonly damage: Reason | null;
}

export function newCutState(): CutState {
  return { open: [], records: 0, wasted: 0 };
}

/** `true` for every 256th record: these are always parsed, to learn which source the file is of, and its time span. */
export function isSample(ordinal: number): boolean {
  return ordinal % 256 === 0;
}

/** Records that one call returns at most, so that a window full of tiny ones does not fill the memory. */
export const MAX_CUTS = 200_000;
