import { FACT_KINDS, STAGES, type FactKind, type Stage } from "../../src/facts/kinds.ts";

/** Stage that each kind of fact usually speaks of; an analytic may judge single ones otherwise. */
const STAGE_OF: Readonly<Record<FactKind, Stage>> = {
  deploy: "deploy",
  configure: "deploy",
  trigger: "deploy",
  expose: "deploy",
  pass_role: "privilege",
  grant: "privilege",
  trust_change: "privilege",
  consent: "privilege",
  invoke: "execute",
  assume: "effect",
  act: "effect",
  sensitive_access: "effect",
  credential: "effect",
  share: "effect",
  forward: "effect",
  network: "effect",
  evade: "effect",
};

export interface StageCoverage {
  readonly stage: Stage;
  readonly total: number;
  readonly kinds: readonly { readonly kind: FactKind; readonly count: number }[];
}

/** What the given logs say about each stage, by facts of a kind: the ground that a verdict stands on. */
export function stageCoverage(facts: Readonly<Record<string, number>>): readonly StageCoverage[] {
  return STAGES.map((stage) => {
    const kinds = FACT_KINDS.filter((kind) => STAGE_OF[kind] === stage && Object.hasOwn(facts, kind))
      .map((kind) => ({ kind, count: facts[kind] ?? 0 }))
      .filter(({ count }) => count > 0);
    return { stage, total: kinds.reduce((sum, { count }) => sum + count, 0), kinds };
  });
}
