import { FACT_KINDS, STAGES, type FactKind, type Stage } from "../../src/facts/kinds.ts";
import { STAGE_OF_KIND } from "../../src/facts/stage-of-kind.ts";

export interface StageCoverage {
  readonly stage: Stage;
  readonly total: number;
  readonly kinds: readonly { readonly kind: FactKind; readonly count: number }[];
}

/** What the given logs say about each stage, by facts of a kind: the ground that a verdict stands on. */
export function stageCoverage(facts: Readonly<Record<string, number>>): readonly StageCoverage[] {
  return STAGES.map((stage) => {
    const kinds = FACT_KINDS.filter((kind) => STAGE_OF_KIND[kind] === stage && Object.hasOwn(facts, kind))
      .map((kind) => ({ kind, count: facts[kind] ?? 0 }))
      .filter(({ count }) => count > 0);
    return { stage, total: kinds.reduce((sum, { count }) => sum + count, 0), kinds };
  });
}
