// A search ("selection") of a rule: a map of fields joined by AND, a list joined by OR, or words to look for anywhere.
import { fieldPath } from "../values/field-access.ts";
import type { Logic, ValueTest } from "../logic.ts";
import { type FieldKey, parseFieldKey } from "../values/modifiers.ts";
import { compileValue } from "../values/compile-value.ts";
import type { Located, LocatedMap, LocatedScalar } from "../files/located.ts";

/** Takes note of a problem at a place; compiling goes on, so that all problems are told at once. */
export type Report = (place: { readonly line: number; readonly column: number }, reason: string) => void;

const KEYWORDS: FieldKey = {
  field: "",
  type: "text",
  transforms: [],
  comparison: null,
  datePart: null,
  flags: new Set(),
  all: false,
  cased: false,
  negated: false,
};

/** The logic of a search. After a report the result is not to be used. */
export function compileSearch(search: Located, report: Report): Logic {
  if (search.is === "map") return compileMap(search, report);
  if (search.is === "scalar") return compileItem(KEYWORDS, [search], search.line, report);
  if (search.items.length === 0) report(search, "the search is empty");
  const words = search.items.filter((item) => item.is === "scalar");
  const parts: Logic[] = words.length === 0 ? [] : [compileItem(KEYWORDS, words, search.line, report)];
  for (const item of search.items) {
    if (item.is === "map") parts.push(compileMap(item, report));
    if (item.is === "list") report(item, "a list inside a list means nothing; write its items one by one");
  }
  return { op: "or", parts };
}

function compileMap(map: LocatedMap, report: Report): Logic {
  if (map.entries.length === 0) report(map, "the search is empty");
  const parts: Logic[] = [];
  for (const { key, name, value } of map.entries) {
    const parsed = parseFieldKey(name);
    if ("error" in parsed) {
      report(key, parsed.error);
      continue;
    }
    parts.push(compileItem(parsed, scalarsOf(value, report), key.line, report));
  }
  return { op: "and", parts };
}

function scalarsOf(value: Located, report: Report): readonly LocatedScalar[] {
  if (value.is === "scalar") return [value];
  if (value.is === "map") {
    report(value, "a field takes a value or a list of values; write inner fields as a.b.c");
    return [];
  }
  if (value.items.length === 0) report(value, "the list of values is empty");
  return value.items.flatMap((item) => {
    if (item.is === "scalar") return [item];
    report(item, "a list of values holds only texts, numbers, true, false and null");
    return [];
  });
}

function compileItem(key: FieldKey, values: readonly LocatedScalar[], line: number, report: Report): Logic {
  const tests: ValueTest[] = [];
  for (const value of values) {
    const test = compileValue(key, value);
    if ("error" in test) report(value, test.error);
    else tests.push(test);
  }
  const shared = { tests, all: key.all, line };
  const item: Logic = key.field === "" ? { op: "keywords", ...shared } : { op: "field", path: fieldPath(key.field), ...shared };
  return key.negated ? { op: "not", part: item } : item;
}
