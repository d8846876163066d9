// A detection as a tree of conditions, decided twice over: exactly on a parsed record, and in
// three values (Kleene) when all that is known is one keyed field. The second is the base of the byte filter:
// what it calls false cannot become true by anything else that stands in the record.
import type { ByteLiteral } from "./values/byte-literal.ts";
import { type FieldPath, readField } from "./values/field-access.ts";
import { everyText } from "./values/record-text.ts";

export type LogRecord = Readonly<Record<string, unknown>>;

/** A test of one value of a field. */
export interface ValueTest {
  accepts(value: unknown, record: LogRecord): boolean;
  /** What the test says when the record has no such field. */
  readonly absent: boolean;
  /** The test looks at another field too, so one known value does not decide it. */
  readonly needsRecord?: boolean;
  /** How every text begins that the test accepts, or what it is as a whole; in lower case. Absent where that is not known. */
  readonly begins?: { readonly text: string; readonly isWhole: boolean };
  /** What must stand in the bytes of every record that the test accepts. Often nothing is known. */
  readonly literals: readonly ByteLiteral[];
}

export type Logic =
  | { readonly op: "and" | "or"; readonly parts: readonly Logic[] }
  | { readonly op: "not"; readonly part: Logic }
  | { readonly op: "at-least"; readonly count: number; readonly parts: readonly Logic[] }
  | FieldTest
  | KeywordTest;

/** One line of a search: a field and what is asked of it. */
export interface FieldTest {
  readonly op: "field";
  readonly path: FieldPath;
  readonly tests: readonly ValueTest[];
  /** `all`: each test must accept some value; else one test is enough. */
  readonly all: boolean;
  readonly line: number;
}

/** Words looked for in every text of the record. */
export interface KeywordTest {
  readonly op: "keywords";
  readonly tests: readonly ValueTest[];
  readonly all: boolean;
  readonly line: number;
}

/** Whether a record satisfies the logic. Never throws, whatever the record holds. */
export function holds(logic: Logic, record: LogRecord): boolean {
  switch (logic.op) {
    case "and":
      return logic.parts.every((part) => holds(part, record));
    case "or":
      return logic.parts.some((part) => holds(part, record));
    case "not":
      return !holds(logic.part, record);
    case "at-least":
      return logic.parts.filter((part) => holds(part, record)).length >= logic.count;
    case "field":
      return fieldHolds(logic, record);
    case "keywords":
      return keywordsHold(logic, record);
  }
}

function fieldHolds({ path, tests, all }: FieldTest, record: LogRecord): boolean {
  const values = readField(record, path);
  // Loops, because this is asked of every record that may matter: all tests must say yes, or one.
  for (const test of tests) {
    const verdict = values === null ? test.absent : acceptsAny(test, values, record);
    if (verdict !== all) return verdict;
  }
  return all;
}

function acceptsAny(test: ValueTest, values: readonly unknown[], record: LogRecord): boolean {
  for (const value of values) if (test.accepts(value, record)) return true;
  return false;
}

function keywordsHold(logic: KeywordTest, record: LogRecord): boolean {
  const missing = new Set(logic.tests);
  for (const text of everyText(record)) {
    for (const test of missing) {
      if (!test.accepts(text, record)) continue;
      if (!logic.all || missing.size === 1) return true;
      missing.delete(test);
    }
  }
  return missing.size === 0;
}

/** One top-level field whose value is known to be this text, or known to be absent (`null`). */
export interface Known {
  readonly field: string;
  readonly value: string | null;
}

/** What the known field alone decides: true, false, or null for "depends on the rest of the record". */
export function decide(logic: Logic, known: Known): boolean | null {
  switch (logic.op) {
    case "and":
      return decideCount(logic.parts, known, logic.parts.length);
    case "or":
      return decideCount(logic.parts, known, 1);
    case "at-least":
      return decideCount(logic.parts, known, logic.count);
    case "not": {
      const inner = decide(logic.part, known);
      return inner === null ? null : !inner;
    }
    case "field":
      return decideField(logic, known);
    case "keywords":
      return null;
  }
}

/** Stops as soon as it is settled: each name in a log is asked of each rule, and most rules say no at once. */
function decideCount(parts: readonly Logic[], known: Known, needed: number): boolean | null {
  let sure = 0;
  let possible = parts.length;
  for (const part of parts) {
    const verdict = decide(part, known);
    if (verdict === true) sure += 1;
    if (verdict === false) possible -= 1;
    if (sure >= needed) return true;
    if (possible < needed) return false;
  }
  // Without any parts it is settled too.
  if (sure >= needed) return true;
  return possible < needed ? false : null;
}

function decideField(logic: FieldTest, known: Known): boolean | null {
  if (logic.path.text !== known.field) return null;
  const deciding = !logic.all; // any: one true decides; all: one false does
  let isOpen = false;
  for (const test of logic.tests) {
    const verdict = decideTest(test, known.value);
    if (verdict === deciding) return deciding;
    isOpen ||= verdict === null;
  }
  return isOpen ? null : !deciding;
}

function decideTest(test: ValueTest, value: string | null): boolean | null {
  if (value === null) return test.absent;
  return test.needsRecord === true ? null : test.accepts(value, NOTHING);
}

const NOTHING: LogRecord = {};
