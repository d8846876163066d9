import type { SourceBlindSpots } from "../facts/blind-spot.ts";
import type { Exclusion } from "../incidents/exclusion.ts";
import type { Analytic } from "./definition.ts";

/** What an analysis needs to know besides the facts. */
export interface AnalysisOptions {
  readonly analytics: readonly Analytic[];
  /** Blind spots of the sources that were seen, by source id. */
  readonly blindSpots: Readonly<Record<string, SourceBlindSpots>>;
  /** Whether every input could be read whole. */
  readonly complete: boolean;
  /** Whether any of it was a stream, which cannot be read a second time. */
  readonly stdinOnly: boolean;
  /** Accounts whose private networks' telemetry was read, even where all of it was ordinary. Absent: as far as facts tell. */
  readonly privateNetworkLogged?: readonly string[];
  /** What the configuration takes out of the evidence. Absent: nothing. */
  readonly exclusions?: readonly Exclusion[];
  /** Whether rows of run-as activity were dropped because there were too many. */
  readonly activityDropped: boolean;
}
