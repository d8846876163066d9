import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ticks } from "./ticks.ts";
import { timeScale } from "./time-scale.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

it("cuts the empty days out between bursts and says how long they were", () => {
  const scale = timeScale([0, 1000, 9000, 3 * DAY, 3 * DAY + 5000, 9 * DAY], 100, 1000);
  expect(scale.bursts).toHaveLength(3);
  expect(scale.breaks.map((gap) => Math.round(gap.ms / DAY))).toEqual([3, 6]);
});

it("stays linear where activity is even", () => {
  const scale = timeScale([0, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE], 0, 400);
  expect(scale.breaks).toEqual([]);
  expect([0, 10, 20, 40].map((minute) => scale.x(minute * MINUTE))).toEqual([0, 100, 200, 400]);
});

it("never reorders, never leaves its bounds, and keeps labels apart, whatever the times", () => {
  const time = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 200 * DAY }));
  fc.assert(
    fc.property(fc.array(time, { minLength: 1, maxLength: 200 }), (times) => {
      const scale = timeScale(times, 100, 980);
      const places = times.toSorted((a, b) => a - b).map((ms) => scale.x(ms));
      for (const [index, x] of places.entries()) {
        expect(x).toBeGreaterThanOrEqual(places[index - 1] ?? 100);
        expect(x).toBeLessThanOrEqual(980.001);
      }
      const labels = ticks(scale).map((tick) => tick.x);
      for (const [index, x] of labels.entries()) expect(x - (labels[index - 1] ?? -Infinity)).toBeGreaterThan(60);
    }),
  );
});

it("gives a single moment a place and a label", () => {
  expect(ticks(timeScale([DAY], 0, 500))).toEqual([{ x: expect.any(Number), clock: "00:00:00", date: "2 Jan 1970" }]);
});
