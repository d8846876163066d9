import { describe, expect, it } from "vitest";
import { makeRule, tryRule } from "../__fixtures__/make-rule.ts";

/** Searches named by letters; each is true if the record has that letter as a field. */
function decideFor(condition: string, present: string, names = ["a", "b", "c", "sel_1", "sel_2", "sel_3", "_hidden"]): boolean {
  const searches = names.map((name) => `  ${name}:\n    ${name}: 1\n`).join("");
  const rule = makeRule(`${searches}  condition: ${condition}\n`);
  return rule.matches(Object.fromEntries(present.split(" ").map((name) => [name, 1])));
}

describe("conditions", () => {
  it.each([
    ["a", "a", true],
    ["a", "b", false],
    ["a and b", "a", false],
    ["a and b", "a b", true],
    ["a or b and c", "a", true],
    ["(a or b) and c", "a", false],
    ["not a", "b", true],
    ["not a and b", "b", true],
    ["not (a and b)", "a", true],
    ["not not a", "a", true],
    ["not a or b", "a b", true],
    ["A AND b", "a b", false],
    ["a AND b", "a b", true],
    ["1 of sel_*", "sel_2", true],
    ["any of sel_*", "sel_2", true],
    ["2 of sel_*", "sel_2", false],
    ["2 of sel_*", "sel_1 sel_3", true],
    ["all of sel_*", "sel_1 sel_2", false],
    ["all of sel_*", "sel_1 sel_2 sel_3", true],
    ["a and not 1 of sel_*", "a", true],
    ["a and not 1 of sel_*", "a sel_3", false],
    ["1 of them", "_hidden", false],
    ["1 of them", "c", true],
    ["all of them", "a b c sel_1 sel_2 sel_3", true],
    ["1 of _hid*", "_hidden", true],
    ["1 of sel_2", "sel_2", true],
    ["1 of *el_3", "sel_3", true],
  ])("%s with %s is %s", (condition, present, expected) => {
    if (condition === "A AND b") expect(() => decideFor(condition, present)).toThrow('there is no search "A"');
    else expect(decideFor(condition, present)).toBe(expected);
  });

  it("takes a list of conditions as alternatives", () => {
    const rule = makeRule("  a:\n    a: 1\n  b:\n    b: 1\n  condition:\n    - a\n    - b\n");
    expect([{ a: 1 }, { b: 1 }, { c: 1 }].map((record) => rule.matches(record))).toEqual([true, true, false]);
  });

  it.each([
    ["a and", 19, "ends where a search name is expected"],
    ["a b", 16, '"and" or "or" is missing before "b"'],
    ["a or (b", 19, "never closed"],
    ["a)", 15, "closes nothing"],
    ["a and nope", 20, 'there is no search "nope"'],
    ["1 of x*", 14, 'no search is named like "x*"'],
    ["5 of them", 14, "only 2 searches"],
    ["a and sel*", 20, "1 of sel*"],
    ["a | count() > 5", 16, "aggregations"],
    ["a and or b", 20, 'not "or"'],
    ["some of them", 14, "a number from 1"],
    ["1 of", 18, 'after "of"'],
    ["a & b", 16, '"&" cannot stand'],
    [`${"(".repeat(70)}a${")".repeat(70)}`, 77, "nested deeper"],
    [`${"not ".repeat(70)}a`, 274, "nested deeper"],
  ])("refuses %s with its column", (condition, column, reason) => {
    const problems = tryRule(`  a:\n    a: 1\n  b:\n    b: 1\n  condition: ${condition}\n`);
    expect(problems).toEqual([expect.stringContaining(reason)]);
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^rule\\.yml:10:${column}: `))]);
  });
});
