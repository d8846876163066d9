import * as fc from "fast-check";
import { expect, it } from "vitest";
import { prettyJson } from "./pretty-json.ts";

it("indents as JSON.stringify does, without parsing", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.array(fc.jsonValue(), { minLength: 1 }), fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 })),
      (value) => {
        expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      },
    ),
  );
});

it("keeps what a parser would lose: duplicate keys, long numbers, a cut-off tail", () => {
  expect(prettyJson('{"a":1,"a":12345678901234567890,"b":"cut')).toBe('{\n  "a": 1,\n  "a": 12345678901234567890,\n  "b": "cut');
});

it("gives back text that is no JSON", () => {
  expect(prettyJson("time,op\n1,2")).toBe("time,op\n1,2");
});

it("stays quick and flat on absurd nesting", () => {
  const deep = "[".repeat(20_000);
  expect(prettyJson(deep).length).toBeLessThan(deep.length * 100);
});
