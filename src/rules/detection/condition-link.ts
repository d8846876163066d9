// Names and patterns of a condition, resolved against the searches of the rule. What is left afterwards has no names.
import type { Condition } from "./condition.ts";
import type { ConditionError } from "./condition-tokens.ts";
import type { Logic } from "../logic.ts";

/** Puts the searches in the place of their names; names in use are added to `used`. */
export function linkCondition(tree: Condition, searches: ReadonlyMap<string, Logic>, used: Set<string>): Logic | ConditionError {
  switch (tree.is) {
    case "name":
      return linkName(tree.name, tree.at, searches, used);
    case "of":
      return linkOf(tree, searches, used);
    case "not": {
      const part = linkCondition(tree.part, searches, used);
      return "error" in part ? part : { op: "not", part };
    }
    case "and":
    case "or": {
      const parts: Logic[] = [];
      for (const branch of tree.parts) {
        const part = linkCondition(branch, searches, used);
        if ("error" in part) return part;
        parts.push(part);
      }
      return { op: tree.is, parts };
    }
  }
}

function linkName(name: string, at: number, searches: ReadonlyMap<string, Logic>, used: Set<string>): Logic | ConditionError {
  const logic = searches.get(name);
  if (logic === undefined) return { error: `there is no search "${name}"; there is ${listNames(searches)}`, at };
  used.add(name);
  return logic;
}

function linkOf(tree: Condition & { is: "of" }, searches: ReadonlyMap<string, Logic>, used: Set<string>): Logic | ConditionError {
  const names = [...searches.keys()].filter((name) => covers(tree.pattern, name));
  if (names.length === 0) return { error: `no search is named like "${tree.pattern}"; there is ${listNames(searches)}`, at: tree.at };
  const count = tree.count === "all" ? names.length : tree.count;
  if (count > names.length)
    return { error: `${count} are asked for, but only ${names.length} searches are named like "${tree.pattern}"`, at: tree.at };
  for (const name of names) used.add(name);
  const parts = names.flatMap((name) => searches.get(name) ?? []);
  if (count === parts.length) return { op: "and", parts };
  return count === 1 ? { op: "or", parts } : { op: "at-least", count, parts };
}

/** Names that begin with an underscore are left out of patterns by convention, unless the pattern says so itself. */
function covers(pattern: string, name: string): boolean {
  if (name.startsWith("_") && !pattern.startsWith("_")) return false;
  if (pattern.toLowerCase() === "them") return true;
  const pieces = pattern.split("*").map((piece) => piece.replaceAll(/[.?]/g, "\\$&"));
  return new RegExp(`^${pieces.join(".*")}$`, "s").test(name);
}

function listNames(searches: ReadonlyMap<string, Logic>): string {
  return [...searches.keys()].map((name) => `"${name}"`).join(", ") || "none";
}
