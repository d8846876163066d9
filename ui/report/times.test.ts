import { expect, it } from "vitest";
import { formatClock, formatSpan, formatTime } from "./times.ts";

it("writes times in UTC and leaves alone what is no time", () => {
  expect(formatTime("2026-03-14T02:11:40.000Z")).toBe("14 Mar 2026, 02:11:40 UTC");
  expect(formatTime("<b>soon</b>")).toBe("<b>soon</b>");
  expect(formatClock(Date.UTC(2026, 0, 1, 0, 0, 0, 7))).toBe("00:00:00.007");
});

it("writes spans in their two largest units", () => {
  expect([0, 400, 1000, 61_000, 3_600_000, 90_061_000, 40 * 86_400_000].map(formatSpan)).toEqual([
    "0 s",
    "under 1 s",
    "1 s",
    "1 min 1 s",
    "1 h",
    "1 d 1 h",
    "40 d",
  ]);
});
