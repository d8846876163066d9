import { loadAnalytics } from "../analytics/load.ts";
import { loadStageRules, STAGE_RULES } from "../rules/load-stage-rules.ts";
import { prepareRules } from "../rules/prepare-rules.ts";
import { findRuleFiles } from "../rules/rule-files.ts";
import { digestOfAnalytics, preparedContentText } from "./prepared-content.ts";

/** Reads and checks our content: the text that `readPreparedContent` reads. scripts/build-cli.mjs writes it down. */
export async function prepareContent(): Promise<string> {
  const rules = prepareRules(await findRuleFiles(STAGE_RULES), await loadStageRules());
  return preparedContentText({ rules, analytics: { sha256: digestOfAnalytics(), all: await loadAnalytics() } });
}
