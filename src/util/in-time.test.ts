import { expect, it } from "vitest";
import { allNear, countBefore, countUntil, isAnyNear, lastUntil } from "./in-time.ts";

const ordered = [1, 3, 3, 3, 8, 20].map((tsMs, id) => ({ tsMs, id }));

it.each([-5, 0, 1, 2, 3, 4, 8, 19, 20, 21])("finds around %i what looking at each one finds", (tsMs) => {
  expect(countUntil(ordered, tsMs)).toBe(ordered.filter((one) => one.tsMs <= tsMs).length);
  expect(countBefore(ordered, tsMs)).toBe(ordered.filter((one) => one.tsMs < tsMs).length);
  expect(lastUntil(ordered, tsMs)).toBe(ordered.findLast((one) => one.tsMs <= tsMs) ?? null);
  for (const window of [0, 1, 4, 100]) {
    const near = ordered.filter((one) => Math.abs(one.tsMs - tsMs) <= window);
    expect(allNear(ordered, tsMs, window)).toEqual(near);
    expect(isAnyNear(ordered, tsMs, window)).toBe(near.length > 0);
  }
});
