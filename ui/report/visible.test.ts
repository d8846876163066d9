import { expect, it } from "vitest";
import { visible, visibleLines, visibleParts } from "./visible.ts";

it("writes out characters that hide, reorder or imitate", () => {
  expect(visible("a\u202eb\u200bc\u0000d\u001b[31m\u00a0e\u2066f\ufeff")).toBe(
    "a\\u{202e}b\\u{200b}c\\u{0}d\\u{1b}[31m\\u{a0}e\\u{2066}f\\u{feff}",
  );
  expect(visible("\u{e0041}\ud800x\u3164")).toBe("\\u{e0041}\\u{d800}x\\u{3164}");
});

it("leaves letters of every script and ordinary accents alone", () => {
  for (const text of ["naïve café", "функция", "関数 名", "وظيفة", "e\u0301"]) expect(visible(text)).toBe(text);
});

it("unstacks marks beyond what a language needs", () => {
  expect(visible(`z${"\u0300".repeat(5)}`)).toBe(`z${"\u0300".repeat(3)}\\u{300}\\u{300}`);
});

it("keeps line feeds and tabs in raw text, and nothing else", () => {
  expect(visibleLines("a\n\tb\r\u2028")).toBe("a\n\tb\\u{d}\\u{2028}");
});

it("tells an escape from the same characters typed by somebody", () => {
  expect(visibleParts("\\u{202e}\u202e")).toEqual([
    { text: "\\u{202e}", hidden: false },
    { text: "\\u{202e}", hidden: true },
  ]);
});
