import * as fc from "fast-check";
import { expect, it } from "vitest";
import { A_SERIES } from "../../facts/__fixtures__/an-activity.ts";
import type { ActivityPoint } from "../../facts/activity.ts";
import { comparePoints } from "../../facts/merge-activity.ts";
import type { Series } from "./activity-series.ts";
import { createRollUp } from "./roll-up.ts";

const SERIES: Series = { id: "f_1", high: 1, low: 2, says: A_SERIES };

const point: fc.Arbitrary<ActivityPoint> = fc.record({
  tsMs: fc.constantFrom(1, 2),
  eventId: fc.constantFrom("e1", "e2"),
  raw: fc.record({ file: fc.constant("f"), sha256: fc.constantFrom("0", "1"), offset: fc.nat(3), length: fc.constant(9) }),
});

it("names the first and the last record of a row, and of copies the one of smallest pointer, in any order", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 8 }), (points) => {
      const rollUp = createRollUp(10);
      for (const { raw, ...record } of points) rollUp.addTo(SERIES, { ...record, outcomeMask: 1 }, () => raw, true);
      const [row] = [...rollUp.take()].flat();
      expect(row?.first).toEqual(points.toSorted((a, b) => comparePoints(a, b))[0]);
      expect(row?.last).toEqual(points.toSorted((a, b) => comparePoints(a, b, -1))[0]);
    }),
  );
});
