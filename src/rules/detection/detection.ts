// `detection` of a rule: named searches and the condition that joins them (Sigma rules specification 2.1).
import { linkCondition } from "./condition-link.ts";
import { parseCondition } from "./condition.ts";
import type { Logic } from "../logic.ts";
import { compileSearch, type Report } from "./search.ts";
import { entry, type Located, type LocatedMap, type LocatedScalar } from "../files/located.ts";

/** The `detection` of a rule: its logic, and the searches that no condition uses. */
export interface Detection {
  readonly logic: Logic;
  readonly unused: readonly string[];
}

/** Compiles `detection`. After a report the result is not to be used. */
export function compileDetection(map: LocatedMap, report: Report): Detection {
  const searches = new Map<string, Logic>();
  for (const { key, name, value } of map.entries) {
    if (name === "condition") continue;
    if (name === "timeframe") report(key, "timeframe left Sigma with version 2; a stage rule judges one record");
    else searches.set(name, compileSearch(value, report));
  }
  const condition = entry(map, "condition");
  const used = new Set<string>();
  const parts = conditionsOf(condition, map, report).flatMap((text) => compileCondition(text, searches, used, report));
  const unused = [...searches.keys()].filter((name) => !used.has(name));
  const [only] = parts;
  return { logic: only !== undefined && parts.length === 1 ? only : { op: "or", parts }, unused };
}

/** One condition, or a list of them, of which one is enough. */
function conditionsOf(condition: Located | undefined, map: LocatedMap, report: Report): readonly LocatedScalar[] {
  if (condition === undefined) report(map, "detection needs a condition");
  else if (condition.is === "scalar") return [condition];
  else if (condition.is === "list" && condition.items.length > 0 && condition.items.every((item) => item.is === "scalar"))
    return condition.items;
  else report(condition, "condition is a text, or a list of texts");
  return [];
}

function compileCondition(given: LocatedScalar, searches: ReadonlyMap<string, Logic>, used: Set<string>, report: Report): readonly Logic[] {
  if (typeof given.value !== "string" && typeof given.value !== "number") {
    report(given, "condition is a text, or a list of texts");
    return [];
  }
  const tree = parseCondition(given.source);
  const logic = "error" in tree ? tree : linkCondition(tree, searches, used);
  if (!("error" in logic)) return [logic];
  // In block text and over several lines the parser keeps no columns; the place is then where the condition begins.
  const exact = given.textColumn !== null && !given.source.includes("\n");
  report({ line: given.line, column: exact ? (given.textColumn ?? 0) + logic.at : given.column }, `condition: ${logic.error}`);
  return [];
}
