import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { printable, printableJson } from "./printable.ts";

// Spelled independently of the implementation: what must never reach a terminal from a log.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;

test("terminal escapes, direction marks and zero-width characters are spelled out", () => {
  expect(printable("ok \u001b[31mred\r\n\u202Eexe\u200b\u0007")).toBe("ok \\u{1b}[31mred\\u{d}\\u{a}\\u{202e}exe\\u{200b}\\u{7}");
  expect(printable("Lambda-größe 関数 🚀")).toBe("Lambda-größe 関数 🚀");
  expect(printable("a\u00a0b")).toBe("a\\u{a0}b");
});

test("for any string the output holds no forbidden character", () => {
  assert(
    property(string({ unit: "binary", maxLength: 40 }), (text) => !FORBIDDEN.test(printable(text))),
    { numRuns: 20_000 },
  );
});

test("printable JSON parses back to the same value and holds no forbidden character", () => {
  assert(
    property(string({ unit: "binary", maxLength: 40 }), (text) => {
      const json = printableJson({ text });
      return !FORBIDDEN.test(json) && JSON.parse(json).text === text;
    }),
    { numRuns: 20_000 },
  );
});
