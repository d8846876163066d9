import type { ExclusionUse } from "./exclusion.ts";
import type { Severity } from "./severity.ts";

/** Conservation of records: `records` equals the sum of the other five, always. */
export interface Conservation {
  readonly records: number;
  readonly fact_bearing: number;
  readonly rolled_up: number;
  readonly irrelevant: number;
  readonly duplicate: number;
  readonly quarantined: number;
}

/** Something in the input that could not be read whole, told in one line. */
export interface InputProblem {
  readonly file: string;
  /** One of a closed list of reasons, with the place where known. */
  readonly reason: string;
  /** What the user can do about it. */
  readonly next: string;
}

/** What a scan read and found; printed at the end and, for `--format jsonl`, as JSON on stderr. */
export interface ScanSummary extends Conservation {
  readonly schema: "faastrail.summary/1";
  readonly complete: boolean;
  readonly remainder: number;
  /** Log objects read. */
  readonly inputs: number;
  /** Files that are no logs at all. They do not make the result incomplete. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Damaged objects and quarantined records. These make the result incomplete. */
  readonly problems: readonly InputProblem[];
  readonly incidents: Readonly<Record<Severity, number>>;
  /** Records by source id, such as `aws/cloudtrail`. */
  readonly sources: Readonly<Record<string, number>>;
  /** Titles of logs that were not given and that would show more. */
  readonly missing: readonly string[];
  /** First and last event time over fact-bearing and rolled-up records, RFC 3339, or null. */
  readonly first_event: string | null;
  readonly last_event: string | null;
  /** Facts by kind. */
  readonly facts: Readonly<Record<string, number>>;
  /** What the configuration takes out of the evidence, by id; absent where it excludes nothing. */
  readonly exclusions?: readonly ExclusionUse[];
  /** Events by operation that no rule knows though it may matter, such as `lambda:CreateFunctionV2`. They weigh nothing. */
  readonly unmapped: Readonly<Record<string, number>>;
}
