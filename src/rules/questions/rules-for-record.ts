// Which rules match one parsed record. Rules are sorted once by log source and, within one, by the field that
// most of them hang on, so that a record meets only the few that its operation does not rule out.
import type { FactRecipe } from "../../facts/recipe.ts";
import { fieldPath, readField } from "../values/field-access.ts";
import { isForLog } from "./log-source.ts";
import { decide, holds, type Known, type Logic, type LogRecord } from "../logic.ts";
import type { CompiledRule, LogSource } from "../model.ts";
import { fieldTests } from "./needs.ts";
import { possibleValues } from "./possible-values.ts";
import { residue } from "./residue.ts";

/** What a record is, by our rules, and what other people's rules say about it. */
export interface RuleMatches {
  /** In the order of the rule ids; `look` tells at which look each one counts. */
  readonly recipes: readonly FactRecipe[];
  /** Titles of matching rules that only annotate, sorted and unique. */
  readonly annotations: readonly string[];
}

/**
 * The rules that match a record of a log source. Keep one `rules` array: its index is made at the first
 * call and remembered by it. Never throws, whatever the record holds.
 */
export function rulesForRecord(rules: readonly CompiledRule[], logsource: LogSource, record: LogRecord): RuleMatches {
  const recipes: FactRecipe[] = [];
  const titles: string[] = [];
  for (const { rule, matches } of indexFor(rules, logsource).candidates(record)) {
    if (!matches(record)) continue;
    if (rule.recipe !== null) recipes.push(rule.recipe);
    else titles.push(rule.title);
  }
  return { recipes, annotations: titles.length < 2 ? titles : [...new Set(titles)].toSorted() };
}

/** A rule that a record may match, and what is left to ask of it. */
interface Candidate {
  readonly rule: CompiledRule;
  readonly matches: (record: LogRecord) => boolean;
}

interface Keyed extends Candidate {
  /** Whether the rule may match a record that has this value in the field by which rules are told apart. */
  readonly mayHave: (value: string) => boolean;
}

const always = (): boolean => true;

interface RuleIndex {
  candidates(record: LogRecord): readonly Candidate[];
}

const indexes = new WeakMap<readonly CompiledRule[], Map<string, RuleIndex>>();
/** Attackers choose values too: what is remembered has an end, in number and in length. */
const MAX_REMEMBERED = 20_000;
const MAX_VALUE = 256;
/** To find out what is left to ask of an operation costs what asking everything costs a few times: most operations are rare. */
const RARE = 16;
const NEVER: Logic = { op: "or", parts: [] };

function indexFor(rules: readonly CompiledRule[], log: LogSource): RuleIndex {
  const byLog = indexes.get(rules) ?? new Map<string, RuleIndex>();
  if (byLog.size === 0) indexes.set(rules, byLog);
  const name = `${log.product ?? ""}\n${log.service ?? ""}\n${log.category ?? ""}`;
  const known = byLog.get(name);
  if (known !== undefined) return known;
  const made = makeIndex(rules.filter((rule) => isForLog(rule.logsource, log)));
  byLog.set(name, made);
  return made;
}

function makeIndex(rules: readonly CompiledRule[]): RuleIndex {
  const field = commonKey(rules);
  const all = rules.map((rule) => ({ rule, matches: rule.matches }));
  if (field === null) return { candidates: () => all };
  const path = fieldPath(field);
  const keyed = all.map((one): Keyed => ({
    ...one,
    mayHave: one.rule.logic === undefined ? always : possibleValues(one.rule.logic, field),
  }));
  const known = new Map<string, readonly Candidate[]>();
  return {
    candidates: (record) => {
      const values = readField(record, path);
      const value = values?.length === 1 ? values[0] : null;
      // Anything but one text is rare and odd: let every rule look at it.
      if (typeof value !== "string") return all;
      const remembered = known.get(value);
      if (remembered !== undefined) return remembered;
      const possible = keyed.flatMap((one) => candidateFor(one, { field, value }));
      if (known.size < MAX_REMEMBERED && value.length <= MAX_VALUE) known.set(value, possible);
      return possible;
    },
  };
}

function candidateFor({ rule, matches, mayHave }: Keyed, known: Known & { readonly value: string }): readonly Candidate[] {
  const { logic } = rule;
  if (logic === undefined) return [{ rule, matches }];
  if (!mayHave(known.value)) return [];
  let asked = 0;
  let left: Logic | null = null;
  return [
    {
      rule,
      matches: (record) => {
        asked += 1;
        if (asked <= RARE) return matches(record);
        left ??= residue(logic, known) ?? NEVER;
        return holds(left, record);
      },
    },
  ];
}

/** The field that tells most rules apart: an unheard-of value rules them out. */
function commonKey(rules: readonly CompiledRule[]): string | null {
  const counts = new Map<string, number>();
  for (const { logic } of rules) {
    if (logic === undefined) continue;
    const fields = new Set(fieldTests(logic).map(({ path }) => path.text));
    for (const field of fields) {
      if (decide(logic, { field, value: "Zqxjkv" }) === false) counts.set(field, (counts.get(field) ?? 0) + 1);
    }
  }
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best?.[0] ?? null;
}
