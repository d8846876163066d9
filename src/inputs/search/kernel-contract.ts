import type { QuickActivity } from "../activity/activity-kernel.ts";
import type { Cut } from "../cut/cut.ts";
import type { Pattern } from "./kernel-patterns.ts";

/** What became of the records in a piece of bytes. Positions are in `bytes`. */
export interface Scanned {
  readonly kept: number;
  readonly noise: number;
  /** Where the first record begins that was not decided on; the piece's end if all were. */
  readonly next: number;
  /** No more records fit into one result: there are more before the end. */
  readonly isFull: boolean;
  readonly cut: (nth: number) => ScannedCut;
  /** Records that were read for their row of activity. */
  readonly acts: number;
  /** Null for the row if the record has to be parsed after all. */
  readonly act: (nth: number) => Place & { readonly activity: QuickActivity | null };
}

export type ScannedCut = Pick<Cut, "start" | "end" | "ordinal" | "isNoise"> & { readonly left: number };

/** What is left to be done about a record that was kept ahead of the rest: nothing, reading its row of activity, or judging its values. */
export const LEFT = { nothing: 0, activity: 2, judging: 1 } as const;

export interface Place {
  readonly start: number;
  readonly end: number;
  readonly ordinal: number;
}

export interface ScanKernel {
  /**
   * Walks over records from the one at `from`, up to `end`. `lastEnd`: where the last one ends, or -1 if
   * the records go on behind `end`. Null where they do not follow each other as a vendor writes them. `ahead`: rows of
   * activity are left for `readActivity`. The result is good until the next call.
   */
  readonly scan: (
    bytes: Buffer,
    from: number,
    end: number,
    separator: number,
    lastEnd: number,
    ordinal: number,
    ahead?: boolean,
  ) => Scanned | null;
  /** Takes bytes in, for `readActivity` and `timeOfNoise`; good until the next call of this or of `scan`. */
  readonly load: (bytes: Buffer, from: number, end: number) => void;
  /** Reads one record of what was loaded for its row; null if it has to be parsed. */
  readonly readActivity: (start: number, end: number) => QuickActivity | null;
  /**
   * The time, in ms, of a record that means nothing, out of what was loaded or scanned last; null if it takes the parser to tell,
   * or to tell that the record is one of this log at all.
   */
  readonly timeOfNoise: (start: number, end: number) => number | null;
  /** Hashes of all names in identities since it was asked last; null if some may be missing. */
  readonly takeNames: () => Names | null;
  /** Names that another kernel found in the same file. */
  readonly addNames: (names: Names | null) => void;
  /** Whether a value of a key may mean something, by the key's number. */
  readonly judge: (pattern: number, value: string) => boolean;
  /** What another kernel needs to search for the same. */
  readonly search: () => Search;
}

/** Hashes, most often so few that an array of words would cost more to make than to fill. */
export type Names = ArrayLike<number>;

/** What a kernel searches for and how it judged the values that it has seen, as one thread tells another. */
export interface Search {
  readonly patterns: readonly Pick<Pattern, "kind" | "text">[];
  readonly judged: readonly Judged[];
}

export interface Judged {
  readonly pattern: number;
  readonly value: string;
  readonly accepted: boolean;
}

/** At most this many bytes in one call: they stay in the processor's cache between copy and search. */
export const PIECE_BYTES = 1024 * 1024;
