import { factId } from "../../facts/fact-id.ts";
import type { Fact } from "../../facts/fact.ts";

/** The fact under the id that follows from what it says now. */
export function withFactId(fact: Fact): Fact {
  const { factId: _id, raw: _raw, annotations: _annotations, rules: _rules, ...meaning } = fact;
  return { ...fact, factId: factId(meaning) };
}
