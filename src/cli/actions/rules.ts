import { readFile } from "node:fs/promises";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import { lintRules } from "../../rules/checks/lint-rules.ts";
import type { CompiledRule } from "../../rules/model.ts";
import { describeProblem } from "../../rules/files/problem.ts";
import { testRules } from "../../rules/checks/test-rules.ts";
import { SOURCES } from "../../sources/registry.gen.ts";
import { UserError } from "../../util/errors.ts";
import { printable } from "../../util/printable.ts";
import { rulesOfOthers } from "../pipeline/load-content.ts";
import { settingsFor, type CommonFlags, type Context } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { refuseMisnomer } from "../misnamed.ts";
import { readPreparedContent } from "../pipeline/prepared-content.ts";
import { ruleLine, ruleTable } from "../printing/rule-list.ts";

/** Flags of `faastrail rules`. */
export interface RulesFlags extends CommonFlags {
  readonly rules?: readonly string[];
  readonly format?: "text" | "jsonl";
}

/** Every rule. */
export async function listRules(flags: RulesFlags, context: Context): Promise<void> {
  const { stdout } = context.io;
  const { rules } = await load(undefined, flags, context);
  const format = flags.format ?? (stdout.isTTY ? "text" : "jsonl");
  stdout.write(format === "text" ? ruleTable(rules, stdout.columns) : rules.map((rule) => `${ruleLine(rule)}\n`).join(""));
}

/** One rule as it is written. */
export async function showRule(id: string, flags: RulesFlags, context: Context): Promise<void> {
  const { rules } = await load(undefined, flags, context);
  const rule = rules.find((known) => known.id === id || known.uuid === id);
  if (rule === undefined) refuseMisnomer("rules show", id, context.io.cwd);
  if (rule === undefined) throw new UserError(`rules show: there is no rule "${id}"`, "`faastrail rules list` names them all.");
  const text = await readFile(rule.file, "utf8");
  // Rules of others are shown as they are, but for what a terminal would obey.
  const lines = text.trimEnd().split(/\r?\n/).map(printable);
  context.io.stdout.write(`# ${printable(rule.file)}\n${lines.join("\n")}\n`);
}

/** Runs the cases beside the rules. */
export async function runCases(dir: string | undefined, flags: RulesFlags, context: Context): Promise<void> {
  const { rules } = await load(dir, flags, context);
  const results = await testRules(rules);
  const failed = results.filter(({ passed }) => !passed);
  const cases = results.reduce((sum, result) => sum + result.cases.length, 0);
  for (const { rule, problems } of failed) write(context, [`FAILED ${rule}`, ...problems.map((problem) => `  ${problem}`)]);
  write(context, [`${results.length} rules with ${cases} cases: ${results.length - failed.length} passed, ${failed.length} failed`]);
  if (failed.length > 0) context.exit = EXIT.usage;
}

/** Says what could be better about the rules. */
export async function lintAll(dir: string | undefined, flags: RulesFlags, context: Context): Promise<void> {
  const { rules, refused } = await load(dir, flags, context);
  const findings = lintRules(rules, SOURCES);
  const errors = findings.filter(({ severity }) => severity === "error").length + refused.length;
  write(context, [
    ...refused.map((problem) => `${problem}  [error]`),
    ...findings.map(
      ({ file, line, rule, severity, message }) => `${file}${line === undefined ? "" : `:${line}`}: ${rule}: ${message}  [${severity}]`,
    ),
    `${rules.length} rules: ${errors} errors, ${findings.length + refused.length - errors} warnings`,
  ]);
  if (errors > 0) context.exit = EXIT.usage;
}

async function load(
  dir: string | undefined,
  flags: RulesFlags,
  context: Context,
): Promise<{ rules: readonly CompiledRule[]; refused: readonly string[] }> {
  const own = flags.rules === undefined ? {} : { rules: [...flags.rules] };
  const { values } = await settingsFor(flags, own, context);
  const [stage, foreign] = await Promise.all([
    dir === undefined ? loadStageRules(undefined, readPreparedContent()?.rules) : loadStageRules(dir),
    rulesOfOthers(values.rules ?? []),
  ]);
  return { rules: [...stage, ...foreign.rules], refused: foreign.refused.map(describeProblem) };
}

function write({ io }: Context, lines: readonly string[]): void {
  io.stdout.write(lines.map((line) => `${printable(line)}\n`).join(""));
}
