import { readCases, type RuleCase } from "./cases-file.ts";
import { casesFileOf } from "./lint-rules.ts";
import type { CompiledRule } from "../model.ts";
import { describeProblem, type Problem } from "../files/problem.ts";

/** How one case ended. */
export interface CaseResult {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly expect: "match" | "no-match";
  readonly got: "match" | "no-match";
  readonly passed: boolean;
}

/** How the cases of one rule ended. `problems` are complete sentences, with places where there are any. */
export interface RuleTestResult {
  readonly rule: string;
  readonly casesFile: string;
  readonly passed: boolean;
  readonly cases: readonly CaseResult[];
  readonly problems: readonly string[];
}

/**
 * Runs the cases of every rule: `<rule>.cases.yml` beside it, or at the same place below `casesDir`. A rule passes if all
 * cases do and there is one of each kind, among those that must not match a benign look-alike. Rules that only annotate are passed over.
 */
export async function testRules(rules: readonly CompiledRule[], casesDir?: string): Promise<readonly RuleTestResult[]> {
  const ours = rules.filter((rule) => rule.recipe !== null);
  return Promise.all(ours.map((rule) => testRule(rule, casesFileOf(rule, casesDir))));
}

async function testRule(rule: CompiledRule, casesFile: string): Promise<RuleTestResult> {
  const { cases, problems } = await readCases(casesFile);
  const results = cases.map((given) => runCase(rule, given));
  const wrong = results.filter((result) => !result.passed).map((result) => failure(casesFile, result));
  const all = [...[...problems, ...wrong].map(describeProblem), ...(problems.length > 0 ? [] : missingKinds(cases, casesFile))];
  return { rule: rule.id, casesFile, passed: all.length === 0, cases: results, problems: all };
}

function runCase(rule: CompiledRule, given: RuleCase): CaseResult {
  const got = rule.matches(given.record) ? "match" : "no-match";
  return { name: given.name, line: given.line, column: given.column, expect: given.expect, got, passed: got === given.expect };
}

function failure(file: string, result: CaseResult): Problem {
  const reason = result.expect === "match" ? "the rule must match it and does not" : "the rule must not match it and does";
  return { file, line: result.line, column: result.column, reason: `"${result.name}": ${reason}` };
}

function missingKinds(cases: readonly RuleCase[], file: string): readonly string[] {
  const missing = [
    cases.every(({ expect }) => expect !== "match") && "no case that must match",
    cases.every(({ expect }) => expect !== "no-match") && "no case that must not match",
    cases.every(({ expect, benign }) => expect !== "no-match" || !benign) && "no benign look-alike (expect: no-match with benign: true)",
  ];
  return missing.flatMap((what) => (what === false ? [] : [`${file}: ${what}`]));
}
