import type { Assessment } from "../../analytics/analyse.ts";
import { activityAsFact } from "../../facts/activity-fact.ts";
import type { Fact } from "../../facts/fact.ts";
import type { Store } from "../../store/store.ts";

/** The facts, and the rows of activity as facts, that assessments name. */
export async function citedFacts(store: Store, assessments: readonly Assessment[]): Promise<ReadonlyMap<string, Fact>> {
  const ids = assessments.flatMap(({ steps, evidence, dismissed }) => [...steps, ...evidence, ...dismissed].flatMap(({ facts }) => facts));
  const facts = await store.factsBy("fact_id", ids);
  const rows = await store.activitiesBy("activity_id", ids);
  return new Map([...rows.map((row) => activityAsFact(row)), ...facts].map((fact) => [fact.factId, fact]));
}
