import type { SourceBlindSpots } from "../../facts/blind-spot.ts";
import { STAGES, type FactKind, type Stage } from "../../facts/kinds.ts";
import type { StageView } from "../../outputs/contract.ts";

const STAGE_OF_KIND: Readonly<Record<FactKind, Stage>> = {
  deploy: "deploy",
  configure: "deploy",
  trigger: "deploy",
  expose: "deploy",
  pass_role: "privilege",
  grant: "privilege",
  trust_change: "privilege",
  consent: "privilege",
  invoke: "execute",
  assume: "execute",
  act: "effect",
  sensitive_access: "effect",
  credential: "effect",
  share: "effect",
  forward: "effect",
  network: "effect",
  evade: "effect",
};

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
