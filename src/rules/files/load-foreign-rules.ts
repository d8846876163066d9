// `--rules DIR`: whoever has good rules already should not have to port them, and must not be able to change a verdict with them.
import { basename } from "node:path";
import { compileRule } from "./compile-rule.ts";
import type { CompiledRule } from "../model.ts";
import { comparePlaces, type Problem } from "./problem.ts";
import { findRuleFiles, type RuleFile } from "./rule-files.ts";
import { readYaml } from "./yaml-file.ts";

/** Rules of other people, and what of theirs could not be used. */
export interface ForeignRules {
  readonly rules: readonly CompiledRule[];
  readonly refused: readonly Problem[];
}

/**
 * Loads Sigma rules as they are, for annotation only: they never make a fact. What cannot be used is refused with
 * its place and reason and stops nothing else. Throws UserError only for a folder that is not there.
 */
export async function loadForeignRules(dirs: readonly string[]): Promise<ForeignRules> {
  const rules: CompiledRule[] = [];
  const refused: Problem[] = [];
  for (const dir of dirs) {
    for (const file of await findRuleFiles(dir)) loadFile(file, rules, refused);
  }
  return { rules: rules.toSorted((a, b) => (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)), refused: refused.toSorted(comparePlaces) };
}

function loadFile(file: RuleFile, rules: CompiledRule[], refused: Problem[]): void {
  const { documents, problems } = readYaml(file.text, file.path);
  refused.push(...problems);
  const name = basename(file.id);
  for (const [at, document] of documents.entries()) {
    const id = documents.length === 1 ? name : `${name}#${at + 1}`;
    const compiled = compileRule(document, id, file.path, false);
    if ("rule" in compiled) rules.push(compiled.rule);
    else refused.push(...compiled.problems);
  }
}
