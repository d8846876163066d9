// Stage rules read from their YAML: whoever changes them, and the build, which prepares them for everybody else.
import { compileRule } from "./compile-rule.ts";
import type { CompiledRule } from "../model.ts";
import { digestOfFiles } from "./prepared-rules.ts";
import { type Problem, problemsError } from "./problem.ts";
import type { RuleFile } from "./rule-files.ts";
import { readYaml } from "./yaml-file.ts";

const NEXT = "Correct these places; docs/guide/writing-rules.md describes what a stage rule may say.";

/** What this process compiled last: reading hundreds of files of YAML costs half a second, and some scan many times. */
let last: { readonly dir: string; readonly sha256: string; readonly rules: readonly CompiledRule[] } | null = null;

/** The rules of these files below `dir`. Throws a UserError that lists every problem of every file. */
export function compileStageRules(dir: string, files: readonly RuleFile[]): readonly CompiledRule[] {
  const sha256 = digestOfFiles(files);
  if (last === null || last.dir !== dir || last.sha256 !== sha256) last = { dir, sha256, rules: compileAll(files) };
  return last.rules;
}

function compileAll(files: readonly RuleFile[]): readonly CompiledRule[] {
  const rules: CompiledRule[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const loaded = loadFile(file);
    if ("rule" in loaded) rules.push(loaded.rule);
    else problems.push(...loaded.problems);
  }
  problems.push(...sharedIds(rules));
  if (problems.length > 0) throw problemsError(problems, NEXT);
  return rules;
}

function loadFile(file: RuleFile): ReturnType<typeof compileRule> {
  const { documents, problems } = readYaml(file.text, file.path);
  if (problems.length > 0) return { problems };
  const [document, second] = documents;
  const only = { file: file.path, column: 1, reason: "a stage rule file holds exactly one rule: its id is its path" };
  if (document === undefined || second !== undefined) return { problems: [{ ...only, line: second?.root.line ?? 1 }] };
  return compileRule(document, file.id, file.path, true);
}

function sharedIds(rules: readonly CompiledRule[]): readonly Problem[] {
  const first = new Map<string, CompiledRule>();
  return rules.flatMap((rule) => {
    const other = rule.uuid === null ? undefined : first.get(rule.uuid);
    if (rule.uuid !== null && other === undefined) first.set(rule.uuid, rule);
    return other === undefined
      ? []
      : [{ file: rule.file, line: rule.line ?? 1, column: 1, reason: `its id is already that of ${other.file}` }];
  });
}
