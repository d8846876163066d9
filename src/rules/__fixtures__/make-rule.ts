// Hand-made: rules for tests, from the text of their detection.
import { compileRule } from "../files/compile-rule.ts";
import type { CompiledRule } from "../model.ts";
import { describeProblem } from "../files/problem.ts";
import { readYaml } from "../files/yaml-file.ts";

const HEAD = "title: t\nlogsource:\n  product: aws\n  service: cloudtrail\n";

/** A rule with this detection (YAML, indented by two), or its problems as text. */
export function tryRule(detection: string, id = "rule"): CompiledRule | readonly string[] {
  const { documents, problems } = readYaml(`${HEAD}detection:\n${detection}`, `${id}.yml`);
  const [document] = documents;
  if (document === undefined) return problems.map(describeProblem);
  const compiled = compileRule(document, id, `${id}.yml`, false);
  return "rule" in compiled ? compiled.rule : compiled.problems.map(describeProblem);
}

export function makeRule(detection: string, id = "rule"): CompiledRule {
  const rule = tryRule(detection, id);
  if ("matches" in rule) return rule;
  throw new Error(rule.join("\n"));
}

/** Whether a rule with one search of one line (`field|modifier: value`) matches a record. */
export function asks(line: string, record: Readonly<Record<string, unknown>>): boolean {
  return makeRule(`  s:\n    ${line}\n  condition: s\n`).matches(record);
}

/** What is wrong with that line, without the place. */
export function complaint(line: string): string {
  const rule = tryRule(`  s:\n    ${line}\n  condition: s\n`);
  return "matches" in rule ? "" : rule.map((text) => text.replace(/^\S+:\d+:\d+: /, "")).join("; ");
}
