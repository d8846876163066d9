import { loadAnalytics } from "../../analytics/load.ts";
import { loadStageRules, STAGE_RULES } from "../../rules/files/load-stage-rules.ts";
import { prepareRules } from "../../rules/files/prepare-rules.ts";
import { findRuleFiles } from "../../rules/files/rule-files.ts";
import { digestOfAnalytics, preparedContentText } from "./prepared-content.ts";

/** Reads and checks our content: the text that `readPreparedContent` reads. scripts/build-cli.mjs writes it down. */
export async function prepareContent(): Promise<string> {
  const rules = prepareRules(await findRuleFiles(STAGE_RULES), await loadStageRules());
  return preparedContentText({ rules, analytics: { sha256: digestOfAnalytics(), all: await loadAnalytics() } });
}
