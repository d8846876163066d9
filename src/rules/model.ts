import type { FactRecipe } from "../facts/recipe.ts";
import type { Logic } from "./logic.ts";

/** What a rule says about itself. */
export interface RuleHead {
  readonly title: string;
  readonly uuid: string | null;
  readonly status: string | null;
  readonly description: string | null;
  readonly level: string | null;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly logsource: LogSource;
}

/** A parsed Sigma rule, checked and ready to decide. */
export interface CompiledRule extends RuleHead {
  /** For ours the path below content/stage-rules (`aws/lambda-function-created`), else the file name. */
  readonly id: string;
  readonly file: string;
  /** What to make of a match; null for rules that only annotate (`--rules DIR`). */
  readonly recipe: FactRecipe | null;
  readonly matches: (record: Readonly<Record<string, unknown>>) => boolean;
  /**
   * What must stand in a record's bytes for the rule to be able to match, whichever fields the
   * log's bytes are keyed on. `needsIn` (needs.ts) answers for one particular log.
   */
  readonly needs: Needs;
  /** The detection as a tree; a rule made without one is judged by `needs` alone. */
  readonly logic?: Logic;
  /** SHA-256 of the rule's own text, for the digest of a rule set. */
  readonly sha256?: string;
  /** Line of the file where the rule begins, and names of searches that its condition never uses. */
  readonly line?: number;
  readonly unused?: readonly string[];
}

/** Sigma's three words for a kind of log. At least one is set. */
export interface LogSource {
  readonly product?: string;
  readonly service?: string;
  readonly category?: string;
}

/**
 * A necessary condition that can be checked on bytes. `unfiltered`: none was found, every record must be parsed.
 * `keyed`: the field's value must satisfy `test` (cheap, memoised per distinct value).
 * `literal`: one of these ASCII strings must occur in the record.
 */
export type Needs =
  | { readonly by: "unfiltered" }
  | { readonly by: "keyed"; readonly field: string; readonly test: (value: string) => boolean }
  | { readonly by: "literal"; readonly anyOf: readonly string[] };
