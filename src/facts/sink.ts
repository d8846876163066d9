import type { Activity } from "./activity.ts";
import type { Fact } from "./fact.ts";

/** Where inputs put what they found. The store implements it; tests use an array. */
export interface FactSink {
  addFacts(facts: readonly Fact[]): void | Promise<void>;
  addActivities(activities: readonly Activity[]): void | Promise<void>;
}
