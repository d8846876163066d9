import type { Stage } from "./kinds.ts";

/** Every reason that an incident can give for what it could not see. A closed list: outputs and tests rely on it. */
export const BLIND_SPOT_REASONS = [
  "Lambda data events are not in these logs",
  "No network telemetry for functions in these logs",
  "Runs of functions, jobs and workflows are not in these logs of Google Cloud",
  "No network telemetry for serverless of Google Cloud in these logs",
  "Runs of Azure automations are not in these logs",
  "No network telemetry for Azure automations in these logs",
  "Runs of flows are not logged",
  "Calls of flows to other services are not logged",
  "Runs of Apps Script are not in these logs",
  "What scripts send to the internet is not in these logs",
  "The automation was made before these logs begin",
  "No change of the automation is in these logs",
  "The rights of its identity were granted before these logs begin",
  "These logs are too short to tell what is usual",
  "Logging was weakened during the story",
  "A field was left out of a record because of its size",
  "A log could not be read whole",
  "A stream is read once: of identities that became known late only days and operations are known",
  "The automation behind the session is not named in these logs",
  "More activity of run-as identities than is kept",
  "Uses of the created credential are not in these logs",
] as const;
export type BlindSpotReason = (typeof BLIND_SPOT_REASONS)[number];

/** Something that the given logs cannot show, for which stage, and how to mend it. */
export interface BlindSpotNote {
  readonly stage: Stage;
  readonly reason: BlindSpotReason;
  readonly fix: string;
}

/** What a source cannot show, by the condition that analytics test on the facts. */
export interface SourceBlindSpots {
  /** No runs seen at all in the given logs. */
  readonly noInvocations: BlindSpotNote;
  /** No network telemetry for automations in the given logs. */
  readonly noNetwork: BlindSpotNote;
}

/**
 * Telemetry whose silence means something: `private_network` shows traffic of automations inside a private network, and nothing of others.
 */
export type TelemetryKind = "private_network";
