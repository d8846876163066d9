import type { FactSink } from "../facts/sink.ts";
import type { Envelope } from "../facts/fact.ts";
import type { CompiledRule } from "../rules/model.ts";
import type { LogRecord, Source } from "../sources/contract.ts";

/** Ceilings on what one input may make us do. Each has a policy and a counter (docs/reference/limits.md). */
export interface Limits {
  /** Compressed bytes of one file. */
  readonly fileBytes: number;
  /** Decompressed bytes of one file. */
  readonly expandedBytes: number;
  /** JSON nesting depth of a record; a deeper one is quarantined. */
  readonly depth: number;
  /** Bytes of one record; a longer one is quarantined. */
  readonly recordBytes: number;
  /** Rows of run-as activity kept; beyond it the rows of smallest key hash stay and the overflow is named. */
  readonly activityRows: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 256 * 1024 * 1024,
  expandedBytes: 1024 * 1024 * 1024,
  depth: 64,
  recordBytes: 4 * 1024 * 1024,
  activityRows: 500_000,
};

export interface ReadOptions {
  readonly sources: readonly Source[];
  readonly rules: readonly CompiledRule[];
  readonly sink: FactSink;
  readonly limits: Limits;
  /** Parse everything: the reference that the byte filter is held against. */
  readonly parseEverything?: boolean;
  /** Keep only records in [fromMs, toMs). */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Called about ten times a second with bytes and files done so far. */
  readonly onProgress?: (done: { readonly files: number; readonly totalFiles: number; readonly records: number }) => void;
}

/** Counts of one input, or of all of them. */
export interface Counts {
  records: number;
  fact_bearing: number;
  rolled_up: number;
  irrelevant: number;
  duplicate: number;
  quarantined: number;
}

/** What became of one file (or of stdin). */
export interface InputReport extends Counts {
  readonly file: string;
  /** Source id, or null when the file is no log we know. */
  readonly source: string | null;
  /** `read` whole; `partial`: damaged, records before the damage kept; `unread`: nothing usable; `skipped`: no log at all. */
  readonly state: "read" | "partial" | "unread" | "skipped";
  /** Why, for every state but `read`. */
  readonly reason: string | null;
  readonly next: string | null;
}

/** A record set aside because it could not be used. */
export interface Quarantined {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  /** One of a closed list, such as `not valid JSON` or `nested deeper than 64`. */
  readonly reason: string;
}

export interface ReadResult {
  readonly inputs: readonly InputReport[];
  readonly totals: Counts;
  readonly recordsBySource: Readonly<Record<string, number>>;
  /** At most 1000, by file and offset; `totals.quarantined` has the whole count. */
  readonly quarantine: readonly Quarantined[];
  readonly activityOverflow: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  /** Files that can be read a second time, for `lookAgain`. Empty for stdin. */
  readonly rereadable: readonly string[];
}

/**
 * The second look: read the files again for identities and credentials that only became
 * interesting once all facts were known. `needles` are plain ASCII strings, one of which stands in
 * every wanted record; `wanted` decides on the parsed record.
 */
export interface SecondLook {
  readonly files: readonly string[];
  readonly needles: readonly string[];
  readonly wanted: (record: LogRecord, envelope: Envelope) => boolean;
}
