import { join } from "node:path";
import { packageRoot } from "../../util/package-root.ts";
import type { CompiledRule } from "../model.ts";
import { type PreparedRules, preparedRules } from "./prepared-rules.ts";
import { findRuleFiles } from "./rule-files.ts";

/** Where the stage rules that come with the program are. */
export const STAGE_RULES: string = join(packageRoot, "content", "stage-rules");

/**
 * The stage rules below a folder, by default those that come with the program, sorted by id. Throws a UserError that
 * lists every problem of every file: our own content is used whole or not at all. `prepared`: the same rules as they were
 * read when the program was built; taken if the files are still the same.
 */
export async function loadStageRules(dir: string = STAGE_RULES, prepared: PreparedRules | null = null): Promise<readonly CompiledRule[]> {
  const files = await findRuleFiles(dir);
  const ready = prepared === null ? null : preparedRules(prepared, files);
  if (ready !== null) return ready;
  const { compileStageRules } = await import("./compile-stage-rules.ts");
  return compileStageRules(dir, files);
}
