// What must stand in a record's bytes for a rule to match: a value of a keyed field, else a literal, else nothing.
// Never less than the truth: a record that the need rejects cannot match.
import type { ByteLiteral } from "../values/byte-literal.ts";
import { decide, type FieldTest, type Logic } from "../logic.ts";
import type { CompiledRule, Needs } from "../model.ts";
import { possibleValues } from "./possible-values.ts";

/** The keyed fields of a log, and what is parsed anyway. `ByteShape` of a source has these fields and more. */
export interface KeyShape {
  readonly operationField: string;
  readonly serviceField: string;
  /** Which of the two a rule that hangs on both is keyed on; the operation if absent. */
  readonly finerKey?: "service";
  readonly activityNeedles: readonly string[];
}

const UNFILTERED: Needs = { by: "unfiltered" };
/** Names no vendor uses. A key that lets both of them pass would let everything pass. */
const PROBES = ["Zqxjkv", "Wvyuqk"];
const MAX_ANY_OF = 4;

/**
 * The needs of a rule in one log. More than one where the rule is an OR whose sides are found by
 * different keys; a record that satisfies none of them cannot match.
 */
export function needsIn(rule: CompiledRule, shape: KeyShape): readonly Needs[] {
  if (rule.logic === undefined) return [keyedOn(rule.needs, shape) ? rule.needs : UNFILTERED];
  const inOrder = [shape.operationField, shape.serviceField];
  const keys = shape.finerKey === "service" ? inOrder.toReversed() : inOrder;
  const whole = needOf(rule.logic, keys, shape.activityNeedles);
  if (whole.by === "keyed") return [whole];
  const sides = alternatives(rule.logic).map((side) => needOf(side, keys, shape.activityNeedles));
  // One unfiltered side makes the whole rule unfiltered, and then its keys save nothing.
  return sides.some((need) => need.by === "unfiltered") ? [whole] : sides;
}

function keyedOn(needs: Needs, shape: KeyShape): boolean {
  return needs.by !== "keyed" || needs.field === shape.operationField || needs.field === shape.serviceField;
}

/** The need of a rule whatever its log is keyed on: by the first plain field that it hangs on. */
export function needsAnywhere(logic: Logic): Needs {
  const fields = fieldTests(logic).filter(({ path }) => path.segments.length === 1);
  return needOf(logic, [...new Set(fields.map(({ path }) => path.text))], []);
}

function needOf(logic: Logic, keys: readonly string[], passedAnyway: readonly string[]): Needs {
  for (const field of keys) {
    if (isKey(logic, field)) return { by: "keyed", field, test: possibleValues(logic, field) };
  }
  // Keyed fields stand in every record: their names say nothing.
  const clauses = necessaryLiterals(logic, passedAnyway).filter((clause) => !clause.some(({ whole }) => keys.includes(whole)));
  const best = bestLiterals(clauses, passedAnyway);
  if (best === null) return UNFILTERED;
  return {
    by: "literal",
    anyOf: [...new Set(best.map(({ whole, piece }) => (piece === null || isCovered(whole, passedAnyway) ? whole : piece)))],
  };
}

/** Without the field there is no match, and an unheard-of value is turned away. */
function isKey(logic: Logic, field: string): boolean {
  if (decide(logic, { field, value: null }) !== false) return false;
  return PROBES.some((value) => decide(logic, { field, value }) === false);
}

function alternatives(logic: Logic): readonly Logic[] {
  return logic.op === "or" ? logic.parts.flatMap(alternatives) : [logic];
}

/** Each element is a necessary condition of its own: one of its literals must stand in the bytes. */
type Clauses = readonly (readonly ByteLiteral[])[];

function necessaryLiterals(logic: Logic, passedAnyway: readonly string[]): Clauses {
  switch (logic.op) {
    case "and":
      return logic.parts.flatMap((part) => necessaryLiterals(part, passedAnyway));
    case "or":
    case "at-least":
      return oneOfThem(
        logic.parts.map((part) => necessaryLiterals(part, passedAnyway)),
        passedAnyway,
      );
    case "not":
      return [];
    case "field":
    case "keywords": {
      const tests = logic.tests.map((test): Clauses => test.literals.map((literal) => [literal]));
      return logic.all || tests.length === 1 ? tests.flat() : oneOfThem(tests, passedAnyway);
    }
  }
}

/** Where one side is enough, a literal of each side together make a necessary condition; a side without any spoils it. */
function oneOfThem(sides: readonly Clauses[], passedAnyway: readonly string[]): Clauses {
  const union: ByteLiteral[] = [];
  for (const side of sides) {
    const best = bestLiterals(side, passedAnyway);
    if (best === null) return [];
    union.push(...best);
  }
  return union.length === 0 || union.length > MAX_ANY_OF ? [] : [union];
}

/** The clause that costs least: one that activity needles cover already, else the first of those with fewest strings. */
function bestLiterals(clauses: Clauses, passedAnyway: readonly string[]): readonly ByteLiteral[] | null {
  const covered = ({ whole }: ByteLiteral): boolean => isCovered(whole, passedAnyway);
  const free = clauses.find((clause) => clause.every(covered));
  if (free !== undefined) return free;
  const usable = clauses.filter((clause) => clause.every((literal) => literal.piece !== null || covered(literal)));
  return usable.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

/** A string that contains a needle stands only in records that are parsed because of that needle. */
export function isCovered(literal: string, needles: readonly string[]): boolean {
  return needles.some((needle) => needle !== "" && literal.includes(needle));
}

/** Every field that a rule asks about, in the order of the rule. */
export function fieldTests(logic: Logic): readonly FieldTest[] {
  switch (logic.op) {
    case "and":
    case "or":
    case "at-least":
      return logic.parts.flatMap(fieldTests);
    case "not":
      return fieldTests(logic.part);
    case "field":
      return [logic];
    case "keywords":
      return [];
  }
}

/** What loading the rule costs, in words, for `rules lint`. `needs` as `needsIn` gives it for the log. */
export function needsPrice(rule: CompiledRule, needs: readonly Needs[] = [rule.needs]): string {
  if (needs.some((need) => need.by === "unfiltered")) {
    return "unfiltered: every record must be parsed while this rule is loaded, about 4 to 5 times the CPU";
  }
  const literals = needs.flatMap((need) => (need.by === "literal" ? need.anyOf : []));
  if (literals.length > 0) return `found by searching the bytes for ${literals.map((literal) => `"${literal}"`).join(" or ")}`;
  const fields = new Set(needs.flatMap((need) => (need.by === "keyed" ? [need.field] : [])));
  return `found by ${[...fields].join(" or ")}, at no further cost`;
}
