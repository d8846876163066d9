import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asks, makeRule } from "../__fixtures__/make-rule.ts";
import { readDatePart } from "./date-part.ts";
import { regexTest } from "./regex-test.ts";

const everything = makeRule(`  fields:
    a.b|contains: x
    a|re: x
    a.c|cidr: 10.0.0.0/8
    a|gt: 1
    a|hour: 3
    a|fieldref: a.b
    a|exists: true
    eventName: X
  words:
    - evil
  lists:
    - a: 1
    - a.b: null
  condition: 1 of *
`);

describe("hostile records", () => {
  it("never make a rule throw", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("a", "b", "__proto__", "eventName", "toString"),
          fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
        ),
        (record) => {
          expect(typeof everything.matches(record)).toBe("boolean");
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("have only the keys that they carry themselves", () => {
    expect(asks("toString|exists: true", {})).toBe(false);
    expect(asks("constructor.name: Object", {})).toBe(false);
    expect(asks("__proto__.x: 1", JSON.parse('{"__proto__":{"x":1}}'))).toBe(true);
    expect(asks("f.length|exists: true", { f: "text" })).toBe(false);
    expect(asks("f.length|exists: true", { f: [1] })).toBe(false);
  });

  it("may nest 100,000 deep and hold a list of a million", () => {
    const deepList: unknown = JSON.parse(`${"[".repeat(5000)}"x"${"]".repeat(5000)}`);
    let deep: unknown = "evil";
    for (let level = 0; level < 100_000; level += 1) deep = level % 2 === 0 ? { a: deep } : [deep];
    const long = Array.from({ length: 1_000_000 }, () => "y");
    expect(asks("a.b: x", { a: { b: deepList } })).toBe(true);
    expect(asks("a.b: x", { a: [long, { b: long }] })).toBe(false);
    expect(asks("a|contains: evil", { a: deep })).toBe(false);
    expect(makeRule("  s: [evil]\n  condition: s\n").matches({ a: deep })).toBe(true);
  });

  it("reach a key that has dots in it, and fields inside lists", () => {
    expect(asks("labels.k8s.io/name: x", { labels: { "k8s.io/name": "x" } })).toBe(true);
    expect(asks("a.b.c: x", { "a.b.c": "x" })).toBe(true);
    expect(asks("a.b.c: x", { a: [{ b: 1 }, { b: [{ c: "X" }] }] })).toBe(true);
  });

  it("cannot slow a regular expression or a wildcard down", () => {
    const long = `${"a".repeat(50_000)}!`;
    const started = performance.now();
    for (const source of ["(a+)+$", "(a|aa)+$", "(.*)*x$", "([a-zA-Z]+)*$", "(a|a?)+$"]) {
      const test = regexTest(source, new Set());
      if ("accepts" in test) test.accepts(long, {});
    }
    expect(asks("f: '*a*a*a*a*a*b'", { f: long })).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("have dates that are none", () => {
    expect([readDatePart("week", "9999-99-99"), readDatePart("hour", "2026-11-22"), readDatePart("year", 2026)]).toEqual([
      expect.any(Number),
      null,
      null,
    ]);
  });
});
