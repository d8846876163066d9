import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { graphemes, textWidth } from "./text-width.ts";

test.each([
  ["plain ASCII", "arn:aws:iam::1", 14],
  ["our own signs", "… → ─ –", 7],
  ["wide letters", "日本語", 6],
  ["a combining mark", "e\u0301", 1],
  ["an emoji of several characters", "👩‍💻", 2],
  ["a flag", "🇨🇭", 2],
  ["a sign that is drawn as an emoji", "☁", 2],
  ["digits beside it", "1☁", 3],
  ["letters with accents", "àéü", 3],
])("%s", (_, text, width) => {
  expect(textWidth(text)).toBe(width);
});

test("a text is as wide as its graphemes, and they make up the text", () => {
  assert(
    property(string({ unit: "grapheme" }), (text) => {
      const parts = graphemes(text);
      expect(parts.join("")).toBe(text);
      expect(parts.reduce((sum, part) => sum + textWidth(part), 0)).toBe(textWidth(text));
    }),
  );
});

test("the quick way for plain text and the way for any text agree", () => {
  assert(property(string({ unit: "grapheme-ascii" }), (text) => textWidth(`${text}é`) === textWidth(text) + 1));
});
