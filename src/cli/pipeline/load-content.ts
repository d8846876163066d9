import type { Analytic } from "../../analytics/definition.ts";
import type { ForeignRules } from "../../rules/files/load-foreign-rules.ts";
import { loadStageRules, STAGE_RULES } from "../../rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../../rules/model.ts";
import { describeProblem } from "../../rules/files/problem.ts";
import { ruleDigest } from "../../rules/files/rule-digest.ts";
import { ourAnalytics, readPreparedContent } from "./prepared-content.ts";

/** Everything that decides what facts and incidents come out, apart from the logs. */
export interface Content {
  readonly rules: readonly CompiledRule[];
  readonly analytics: readonly Analytic[];
  /** Names the content that made a store's facts. */
  readonly digest: string;
  /** Rules of other people that cannot be used, a line each. */
  readonly warnings: readonly string[];
}

/** Our own content must be right, or a UserError says what is not; of foreign rules the usable ones are taken. */
export async function loadContent(foreignFolders: readonly string[]): Promise<Content> {
  const prepared = readPreparedContent();
  const [own, foreign, analytics] = await Promise.all([
    loadStageRules(STAGE_RULES, prepared?.rules),
    rulesOfOthers(foreignFolders),
    ourAnalytics(prepared),
  ]);
  const rules = [...own, ...foreign.rules];
  return { rules, analytics, digest: ruleDigest(rules), warnings: foreign.refused.map(describeProblem) };
}

/** Rules of the folders. Reading YAML is loaded with it, which few runs need. */
export async function rulesOfOthers(folders: readonly string[]): Promise<ForeignRules> {
  if (folders.length === 0) return { rules: [], refused: [] };
  const { loadForeignRules } = await import("../../rules/files/load-foreign-rules.ts");
  return loadForeignRules(folders);
}
