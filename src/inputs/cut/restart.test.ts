import { expect, it, vi } from "vitest";
import { createRestarts } from "./restart.ts";

it("finds the next record by its beginning or by a line that begins like the broken one", () => {
  const text = '  {"v":oops\n    {"nested":1}\n  {"other":2}\n{"v":"3"}';
  const restartAfter = createRestarts(Buffer.from(text), ['{"v":"']);
  expect(restartAfter(2)).toBe(text.indexOf('{"other"'));
  expect(restartAfter(text.indexOf('{"other"'))).toBe(text.indexOf('{"v":"3"'));
  expect(restartAfter(text.indexOf('{"v":"3"'))).toBe(-1);
});

it("searches no byte twice for the same beginning, and for few indentations", () => {
  const lines = Array.from({ length: 2000 }, (_, i) => `${" ".repeat(i % 100)}{"x":!}`);
  const bytes = Buffer.from(`${lines.join("\n")}\n`);
  const searches = vi.spyOn(bytes, "indexOf");
  const restartAfter = createRestarts(bytes, ['{"never":"', '{"comes":"']);
  let searched = 0;
  for (let at = 0; at < bytes.length; at = bytes.indexOf("\n", at) + 1) {
    searches.mockClear();
    restartAfter(at + bytes.subarray(at).indexOf("{"));
    searched += searches.mock.results.reduce(
      (sum, { value }, i) => sum + (value === -1 ? bytes.length - Number(searches.mock.calls[i]?.[1]) : 0),
      0,
    );
  }
  expect(searched).toBeLessThan(20 * bytes.length);
});
