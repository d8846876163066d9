import { existsSync } from "node:fs";
import { isForLog } from "../questions/log-source.ts";
import type { CompiledRule, LogSource } from "../model.ts";
import { fieldTests, type KeyShape, needsIn, needsPrice } from "../questions/needs.ts";

/** A weakness of a rule that loads. Errors break a promise of ours; warnings cost time or understanding. */
export interface LintFinding {
  readonly file: string;
  readonly line?: number;
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** A log as far as its bytes matter for rules; a `Source` is one. */
export interface LintLog {
  readonly logsource: LogSource;
  readonly bytes: KeyShape;
}

/**
 * What could be better about the rules, by file and line. With `logs` (the program's sources) the price of a rule is
 * judged by the keys of the log it is for; without, by whether any field could serve as key.
 */
export function lintRules(rules: readonly CompiledRule[], logs: readonly LintLog[] = []): readonly LintFinding[] {
  const found = rules.flatMap((rule) => [
    ...lintPrice(rule, logs),
    ...lintSearches(rule),
    ...(rule.recipe === null ? [] : [...lintHead(rule), ...lintCases(rule)]),
  ]);
  return found.toSorted((a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compare(a.message, b.message));
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function finding(rule: CompiledRule, severity: LintFinding["severity"], message: string, line = rule.line): LintFinding {
  return { file: rule.file, ...(line === undefined ? {} : { line }), rule: rule.id, severity, message };
}

function lintPrice(rule: CompiledRule, logs: readonly LintLog[]): readonly LintFinding[] {
  const log = logs.find(({ logsource }) => isForLog(rule.logsource, logsource));
  if (log === undefined && logs.length > 0)
    return [finding(rule, "warning", "no log that is read here has this logsource: the rule never matches")];
  const needs = log === undefined ? [rule.needs] : needsIn(rule, log.bytes);
  return needs.some((need) => need.by === "unfiltered") ? [finding(rule, "warning", needsPrice(rule, needs))] : [];
}

function lintHead(rule: CompiledRule): readonly LintFinding[] {
  const missing = [
    rule.description === null && "a description",
    rule.uuid === null && "an id (a random UUID)",
    rule.references.length === 0 && "references: where the vendor or a report describes the event",
    rule.falsePositives.length === 0 && "falsepositives: who does the same for good reasons",
    !rule.tags.some((tag) => tag.startsWith("attack.")) && "a tag attack.*",
  ];
  return missing.flatMap((what) => (what === false ? [] : [finding(rule, "warning", `it has no ${what.replace(/^an? /, "")}`)]));
}

/** A dotted path of the log's own keys; not JSONPath, no indexes, no blanks at the ends. */
const FIELD = /^[^\s.[\]$|][^[\]|]*$/;

function lintSearches(rule: CompiledRule): readonly LintFinding[] {
  const unused = (rule.unused ?? []).map((name) => finding(rule, "warning", `the search "${name}" is not used by the condition`));
  const fields = rule.logic === undefined ? [] : fieldTests(rule.logic);
  const odd = fields.filter(({ path }) => !FIELD.test(path.text) || /\.\.|\.$|\s$/.test(path.text));
  return [
    ...unused,
    ...odd.map(({ path, line }) =>
      finding(rule, "warning", `"${path.text}" does not look like a field of the log; write its keys as a.b.c`, line),
    ),
  ];
}

function lintCases(rule: CompiledRule): readonly LintFinding[] {
  const file = casesFileOf(rule);
  return existsSync(file) ? [] : [finding(rule, "error", `it has no cases file ${file}`)];
}

/** Where the cases of a rule are: beside it, or at the same place below another folder. */
export function casesFileOf(rule: CompiledRule, casesDir?: string): string {
  const stem = casesDir === undefined ? rule.file.replace(/\.ya?ml$/, "") : `${casesDir}/${rule.id}`;
  return `${stem}.cases.yml`;
}
