// The comparisons that a rule's values turn into. Each takes any value of a hostile record and never throws.
import { type ByteLiteral, patternLiterals } from "./byte-literal.ts";
import { type FieldPath, readField } from "./field-access.ts";
import type { ValueTest } from "../logic.ts";
import { beginningOf, compilePattern, type Pattern, plainText } from "./pattern.ts";
import { textsOf } from "./record-text.ts";

/** Text compared as a whole with a pattern. Numbers and truth values of the record count as their text. */
export function textTest(pattern: Pattern, cased: boolean): ValueTest {
  const test = compilePattern(pattern, cased);
  // An object's JSON can only match by wildcards; without one it need not be written out.
  const objects = plainText(pattern) === null;
  const begins = beginningOf(pattern);
  return {
    accepts: (value) => (typeof value === "string" ? test(value) : (objects || typeof value !== "object") && textsOf(value).some(test)),
    absent: false,
    ...(begins === null ? {} : { begins }),
    literals: cased ? patternLiterals(pattern) : [],
  };
}

/** A number as the rule wrote it: equal as a number, or as text (account ids with leading zeros). */
export function numberTest(number: number, source: string): ValueTest {
  const texts = new Set([source.toLowerCase(), String(number)]);
  const accepts = (value: unknown): boolean => value === number || textsOf(scalar(value)).some((text) => texts.has(text.toLowerCase()));
  return { accepts, absent: false, literals: [] };
}

/** `null` in a rule: the field is absent or null. */
export const nullTest: ValueTest = {
  accepts: (value) => value === null || value === undefined,
  absent: true,
  literals: [],
};

/** `|exists`: whether the field is there, be it null. */
export function existsTest(wanted: boolean, literals: readonly ByteLiteral[]): ValueTest {
  return { accepts: () => wanted, absent: !wanted, literals: wanted ? literals : [] };
}

export type Comparison = "lt" | "lte" | "gt" | "gte";

export function compareTest(how: Comparison, bound: number, read: (value: unknown) => number | null = toNumber): ValueTest {
  return {
    accepts: (value) => {
      const number = read(value);
      return number !== null && compare(how, number, bound);
    },
    absent: false,
    literals: [],
  };
}

function compare(how: Comparison, value: number, bound: number): boolean {
  switch (how) {
    case "lt":
      return value < bound;
    case "lte":
      return value <= bound;
    case "gt":
      return value > bound;
    case "gte":
      return value >= bound;
  }
}

/** Logs write numbers as text as often as not. */
function toNumber(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}

/** A number got out of the value (part of a date) that must equal one in the rule. */
export function extractedTest(wanted: number, read: (value: unknown) => number | null): ValueTest {
  return { accepts: (value) => read(value) === wanted, absent: false, literals: [] };
}

export type Placement = "equals" | "contains" | "startswith" | "endswith";

/** `|fieldref`: compared with what another field of the same record says. */
export function fieldRefTest(other: FieldPath, placement: Placement, cased: boolean): ValueTest {
  const fold = cased ? (text: string): string => text : (text: string): string => text.toLowerCase();
  return {
    accepts: (value, record) => {
      const theirs = (readField(record, other) ?? []).flatMap((item) => textsOf(scalar(item))).map(fold);
      return textsOf(scalar(value)).some((text) => theirs.some((their) => placed(placement, fold(text), their)));
    },
    absent: false,
    needsRecord: true,
    literals: [],
  };
}

function placed(placement: Placement, text: string, piece: string): boolean {
  switch (placement) {
    case "equals":
      return text === piece;
    case "contains":
      return text.includes(piece);
    case "startswith":
      return text.startsWith(piece);
    case "endswith":
      return text.endsWith(piece);
  }
}

function scalar(value: unknown): unknown {
  return typeof value === "object" ? null : value;
}
