import type { SourceBlindSpots } from "../../facts/blind-spot.ts";
import { STAGES, type Stage } from "../../facts/kinds.ts";
import { STAGE_OF_KIND } from "../../facts/stage-of-kind.ts";
import type { StageView } from "../../outputs/contract.ts";

/** What the given logs show of each stage, and what they cannot show, whatever was found. */
export function stageViews(
  factCounts: Readonly<Record<string, number>>,
  blindSpots: Readonly<Record<string, SourceBlindSpots>>,
): readonly StageView[] {
  const missing = missingTelemetry(factCounts, blindSpots);
  return STAGES.map((stage) => ({
    stage,
    facts: factsOf(stage, factCounts),
    blindSpots: missing.filter((note) => note.stage === stage),
  }));
}

/** One line for each kind of telemetry that was not given and would show more. */
export function missingTitles(stages: readonly StageView[]): readonly string[] {
  return stages.flatMap(({ stage, blindSpots }) => blindSpots.map(({ reason }) => `${stage}: ${reason}`));
}

/** Notes for telemetry of which not one record was seen. */
function missingTelemetry(
  factCounts: Readonly<Record<string, number>>,
  blindSpots: Readonly<Record<string, SourceBlindSpots>>,
): StageView["blindSpots"] {
  const notes = Object.values(blindSpots).flatMap(({ noInvocations, noNetwork }) => [
    ...((factCounts["invoke"] ?? 0) === 0 ? [noInvocations] : []),
    ...((factCounts["network"] ?? 0) === 0 ? [noNetwork] : []),
  ]);
  return [...new Map(notes.map((note) => [note.reason, note])).values()];
}

function factsOf(stage: Stage, factCounts: Readonly<Record<string, number>>): number {
  const kinds = Object.entries(STAGE_OF_KIND).filter(([, of]) => of === stage);
  return kinds.reduce((sum, [kind]) => sum + (factCounts[kind] ?? 0), 0);
}
