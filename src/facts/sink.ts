import type { Activity } from "./activity.ts";
import type { Fact } from "./fact.ts";

/** Where inputs put what they found. The store implements it; tests use an array. */
export interface FactSink {
  addFacts(facts: readonly Fact[]): void | Promise<void>;
  addActivities(activities: readonly Activity[]): void | Promise<void>;
  /** The same for rows that can stay where they are until somebody asks for them, since most are never asked for. */
  lendActivities?(shelf: ActivityShelf): void | Promise<void>;
}

/** Rows of activity, kept small where they were made, to be taken by what they are about. */
export interface ActivityShelf {
  /** The rows with one of these values in a field, some at a time, that were not taken before. */
  take(field: ShelfField, values: ReadonlySet<string>): Iterable<readonly Activity[]>;
  takeAll(): Iterable<readonly Activity[]>;
  /** All rows summed up, taken or not: when each log of an account first saw each automation, or sessions that prove none. */
  beginnings(): readonly ActivityBeginning[];
}

export type ShelfField = "runAsId" | "sessionAutomationId" | "credentialId";

export interface ActivityBeginning extends Pick<Activity, "source" | "account" | "sessionAutomationId"> {
  readonly firstMs: number;
}
