import { expect, it } from "vitest";
import { exampleIncident } from "../outputs/__fixtures__/example-results.ts";
import type { TimelineEntry } from "./incident.ts";
import { shownFor, shownPlaces } from "./long-timeline.ts";

const [first] = exampleIncident.timeline;

function entries(count: number, operation: (nth: number) => string): readonly TimelineEntry[] {
  return Array.from({ length: count }, (_, nth) => ({ ...first!, operation: operation(nth) })); // the example has entries
}

it("shows every entry of a timeline of ordinary length, and leads to each", () => {
  const timeline = entries(1000, () => "GetObject");
  expect(shownPlaces(timeline)).toHaveLength(1000);
  expect(shownFor(timeline, 999)).toBe(999);
});

it("shows of a long one the first of each kind and the last, and leads to where others are left out", () => {
  const timeline = entries(5000, (nth) => (nth === 2500 ? "CreateUser" : nth % 2 === 0 ? "GetObject" : "ListObjects"));
  const shown = shownPlaces(timeline);
  expect(shown).toEqual([...Array.from({ length: 200 }, (_, nth) => nth), 2500, 4998, 4999]);
  expect([0, 199, 200, 2499, 2500, 2501, 4000, 4998].map((place) => shownFor(timeline, place))).toEqual([
    0, 199, 200, 200, 2500, 2501, 2501, 4998,
  ]);
});
