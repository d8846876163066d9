import type { Incident } from "../../src/incidents/incident.ts";

/** One way of hiding the base attack, and what must become of it. */
export interface Row {
  readonly row: number;
  readonly what: string;
  readonly expect: "DET" | "DET+F" | "GAP" | "BLIND";
  readonly flag?: string;
  /** The automation that the incident must be about, if another than the base's. */
  readonly target?: string;
  /** Severity where it rightly differs from the base's. */
  readonly severity?: Incident["severity"];
  /** A guard of precision: nothing at medium or above may be found. */
  readonly silent?: boolean;
  readonly quarantined?: number;
  /** The result must call itself incomplete. */
  readonly incomplete?: boolean;
  /** The flagged fact lies outside the shown story, so the flag may be missing on the incident. */
  readonly onlyFact?: boolean;
  /** Event ids that the timeline must hold. */
  readonly shows?: (records: readonly unknown[]) => readonly string[];
  readonly evidence?: string;
  readonly records?: () => readonly unknown[];
  readonly files?: () => readonly { readonly name: string; readonly bytes: string | Buffer }[];
}
