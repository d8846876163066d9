import type { Stage } from "../facts/kinds.ts";
import type { BlindSpot, Incident } from "../incidents/incident.ts";
import type { ScanSummary } from "../incidents/summary.ts";

/** How much of one stage the given logs show, whatever the incidents. */
export interface StageView {
  readonly stage: Stage;
  /** Facts of this stage that were found. */
  readonly facts: number;
  /** What cannot be seen of the stage, empty when nothing is known to be missing. */
  readonly blindSpots: readonly BlindSpot[];
}

/** What an output gets to tell. Incidents come sorted, most severe first. */
export interface Results {
  readonly incidents: readonly Incident[];
  readonly summary: ScanSummary;
  readonly stages: readonly StageView[];
  /** Raw records by fact id; empty unless the format asks for them with `wantsRaw`. */
  readonly raw: Readonly<Record<string, string>>;
  /** Version of the program. */
  readonly version: string;
  /** The command that made these results, as text. */
  readonly generatedFrom: string;
}

/** Where text output is shown. */
export interface View {
  /** Columns that a line may use. */
  readonly width: number;
  readonly colour: boolean;
}

/** One way to write results. One file in this folder and one line in registry.ts. */
export interface OutputFormat {
  /** Name for `--format`. */
  readonly id: string;
  readonly description: string;
  /** File name endings that choose this format for `-o FILE`. */
  readonly extensions: readonly string[];
  /** Whether it shows raw records, which must then be read from the logs again. */
  readonly wantsRaw: boolean;
  /** The whole output as text, with a line break at the end. Pure. */
  render(results: Results, view: View): string;
}
