import { expect, test } from "vitest";
import { UserError } from "../../util/errors.ts";
import { timeRange } from "./dates.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");

test("dates, times with offsets and durations give a half-open range in UTC", () => {
  expect(timeRange({ from: "2026-03-01", to: "2026-03-02" }, NOW)).toEqual({
    fromMs: Date.parse("2026-03-01T00:00:00Z"),
    toMs: Date.parse("2026-03-03T00:00:00Z"),
  });
  expect(timeRange({ from: "2026-03-01T10:00:00+02:00" }, NOW)).toEqual({ fromMs: Date.parse("2026-03-01T08:00:00Z") });
  expect(timeRange({ since: "24h" }, NOW)).toEqual({ fromMs: NOW - 86_400_000 });
  expect(timeRange({}, NOW)).toEqual({});
});

test.each([
  { from: "yesterday" },
  { from: "2026-02-30" },
  { from: "2026-13-01" },
  { from: "2026-03-01T10:00:00" },
  { to: "01.03.2026" },
  { from: "2026-03-01T25:00:00Z" },
  { since: "30" },
  { since: "0d" },
  { since: "-1d" },
  { since: "1d", from: "2026-03-01" },
  { from: "2026-03-02", to: "2026-03-01" },
])("a bad range is refused: %o", (flags) => {
  expect(() => timeRange(flags, NOW)).toThrow(UserError);
});
