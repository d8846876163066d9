import type { FactKind, Stage } from "./kinds.ts";

/**
 * What a stage rule tells a source to make of a matching record: which kind of fact, and which
 * of the source's entity extractors knows who and what it is about.
 */
export interface FactRecipe {
  /** Stage rule id, equal to its path: `aws/lambda-function-created`. */
  readonly rule: string;
  readonly stage: Stage;
  readonly kind: FactKind;
  /** Name of an entity extractor of the rule's log source. */
  readonly entity: string;
  /**
   * `first`: evaluated on every record. `activity`: evaluated only on records that are run-as
   * activity, so that a common operation costs nothing elsewhere. `second`: too common to keep
   * everywhere (every assumed role); evaluated only on records that the second look picks for a candidate.
   */
  readonly look: Look;
}

export const LOOKS = ["first", "activity", "second"] as const;
export type Look = (typeof LOOKS)[number];
