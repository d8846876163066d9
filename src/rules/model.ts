import type { FactRecipe } from "../facts/recipe.ts";

/** A parsed Sigma rule, checked and ready to decide. */
export interface CompiledRule {
  /** For ours the path below content/stage-rules (`aws/lambda-function-created`), else the file name. */
  readonly id: string;
  readonly title: string;
  readonly uuid: string | null;
  readonly status: string | null;
  readonly description: string | null;
  readonly level: string | null;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly logsource: { readonly product?: string; readonly service?: string; readonly category?: string };
  readonly file: string;
  /** What to make of a match; null for rules that only annotate (`--rules DIR`). */
  readonly recipe: FactRecipe | null;
  readonly matches: (record: Readonly<Record<string, unknown>>) => boolean;
  /** What must stand in a record's bytes for the rule to be able to match. */
  readonly needs: Needs;
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
