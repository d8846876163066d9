import type { PathList } from "./open/path-list.ts";
import type { TelemetryKind } from "../facts/blind-spot.ts";
import type { FactSink } from "../facts/sink.ts";
import type { CompiledRule } from "../rules/model.ts";
import type { Source } from "../sources/contract.ts";
import type { SeenNames } from "./second-look/seen-names.ts";

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
  /** Rows kept of a stream, one for each identity, operation and day; beyond it likewise. */
  readonly roleDays: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 256 * 1024 * 1024,
  expandedBytes: 1024 * 1024 * 1024,
  depth: 64,
  recordBytes: 4 * 1024 * 1024,
  activityRows: 200_000,
  roleDays: 100_000,
};

export interface ReadOptions {
  readonly sources: readonly Source[];
  readonly rules: readonly CompiledRule[];
  readonly sink: FactSink;
  readonly limits: Limits;
  /** Parse everything: the reference that the byte filter is held against. */
  readonly parseEverything?: boolean;
  /** Threads to use, 1 or 2; by default two where there are processors and work for them. Results are the same. */
  readonly threads?: number;
  /** Keep only records in [fromMs, toMs). */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Filled by the first look and asked by the second one, which then need not read every file. */
  readonly seenNames?: SeenNames;
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
  /** Of all that were not read whole, and of the first hundred that were; in the order of the files. */
  readonly inputs: readonly InputReport[];
  /** How many were read, whole or in part. */
  readonly filesRead: number;
  readonly totals: Counts;
  readonly recordsBySource: Readonly<Record<string, number>>;
  /** At most 1000, by file and offset; `totals.quarantined` has the whole count. */
  readonly quarantine: readonly Quarantined[];
  readonly activityOverflow: number;
  /** Accounts, sorted, by the telemetry that was read of them, however ordinary. */
  readonly covered: Readonly<Partial<Record<TelemetryKind, readonly string[]>>>;
  /** Events by operation that no rule knows though it may matter: `lambda:CreateFunctionV2`. */
  readonly unmapped: Readonly<Record<string, number>>;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  /** Files that can be read a second time, for `lookAgain`; stdin is none. */
  readonly rereadable: Rereadable;
}

/** Numbers, and no object for each file: there may be millions. */
export interface Rereadable {
  readonly paths: PathList;
  /** Places of the files in the list, in order. */
  readonly files: readonly number[];
  /** Where `SeenNames` has the names of each of them; null where it may hold any. */
  readonly names: readonly (number | null)[];
}

/**
 * The second look: read the files again for identities and credentials that only became
 * interesting once all facts were known. One of `needles` (plain ASCII) stands in every wanted
 * record. A wanted record yields its activity row and the facts of rules with `look: second`.
 */
export interface SecondLook {
  readonly needles: readonly string[];
  /** Identities (`Envelope.actorId`) whose whole activity is wanted. */
  readonly actors: ReadonlySet<string>;
  /** Credentials (`Envelope.credentialId`) whose every use is wanted. */
  readonly credentials: ReadonlySet<string>;
}
