import { expect, it } from "vitest";
import { createNameFilters } from "./name-filters.ts";

/** Numbers that look like hashes. */
function names(filter: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, nth) => Math.imul(filter * 100_003 + nth + 1, 0x9e3779b1));
}

it("finds each filter again with its label and every name of it, small ones and one larger than a piece of memory", () => {
  const filters = createNameFilters();
  const sizes = [0, 1, 20_000, 7, 400_000, 900_000, 59, 60, 3, 300_000, 0, 50];
  const places = sizes.map((size, nth) => filters.add(nth * 3, [names(nth, size), names(nth + 100, 5)]));
  for (const [nth, size] of sizes.entries()) {
    const place = places[nth]!; // a place for each
    expect(filters.labelAt(place)).toBe(nth * 3);
    expect([...names(nth, size), ...names(nth + 100, 5)].filter((name) => !filters.holdsAny(place, [0, name]))).toEqual([]);
    const strangers = [...names(nth + 1000, 10_000)].filter((name) => filters.holdsAny(place, [name]));
    expect(strangers.length).toBeLessThan(size > 59 ? 600 : 30);
    expect(filters.holdsAny(place, [])).toBe(false);
  }
  expect(filters.bytes()).toBeLessThan(sizes.reduce((sum, size) => sum + size, 0) * 1.25 + 4 * 1024 * 1024);
});
