import type { Stage } from "./kinds.ts";

/** Something that a log source cannot show. `reason` is a sentence of a closed list. */
export interface BlindSpotNote {
  readonly stage: Stage;
  readonly reason: string;
  readonly fix: string;
}

/** What a source cannot show, by the condition that analytics test on the facts. */
export interface SourceBlindSpots {
  /** No runs seen at all in the given logs. */
  readonly noInvocations: BlindSpotNote;
  /** No network telemetry for automations in the given logs. */
  readonly noNetwork: BlindSpotNote;
}
