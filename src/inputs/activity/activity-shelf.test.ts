import { expect, it } from "vitest";
import type { Activity } from "../../facts/activity.ts";
import { tinyRecord, tinySource } from "../__fixtures__/tiny-source.ts";
import { createRollUp, type RollUp } from "./roll-up.ts";

const HOUR = 3_600_000;
const DAY_1 = Date.UTC(2026, 9, 1);
const RECORDS = Array.from({ length: 3000 }, (_, nth) =>
  tinyRecord({ id: `${nth}`, who: `role/${nth % 7}`, op: `Op${nth % 3}`, t: DAY_1 + (nth % 400) * HOUR }),
);

function filled(cap: number): RollUp {
  const rollUp = createRollUp(cap);
  for (const [offset, record] of RECORDS.entries()) {
    const envelope = tinySource.envelope(record);
    if ("unusable" in envelope) throw new Error(envelope.unusable);
    rollUp.add(tinySource.id, envelope, null, () => ({ file: "f", sha256: "0", offset, length: 1 }), true);
  }
  return rollUp;
}

function byId(batches: Iterable<readonly Activity[]>): readonly Activity[] {
  return [...batches].flat().toSorted((a, b) => (a.activityId < b.activityId ? -1 : 1));
}

it("holds the rows that would have been handed over, and gives each to the first who asks", () => {
  for (const cap of [100_000, 500]) {
    const [lent, held] = [filled(cap), filled(cap)];
    const shelf = lent.shelf();
    const some = byId(shelf.take("runAsId", new Set(["role/3", "role/5"])));
    const all = byId(held.take());
    expect(some).toEqual(all.filter(({ runAsId }) => runAsId === "role/3" || runAsId === "role/5"));
    expect([...shelf.take("runAsId", new Set(["role/3"])), ...shelf.take("credentialId", new Set(["role/1"]))]).toEqual([]);
    expect(byId([some, ...shelf.takeAll()])).toEqual(all);
    expect([...shelf.takeAll()]).toEqual([]);
    expect(lent.overflow()).toBe(held.overflow());
    expect(cap === 500 ? all.length : lent.overflow()).toBe(cap === 500 ? 500 : 0);
  }
});

it("sums up all of its rows, taken or not", () => {
  const shelf = filled(100_000).shelf();
  const rows = byId(shelf.takeAll());
  expect(shelf.beginnings()).toEqual([
    {
      source: tinySource.id,
      account: rows[0]?.account,
      sessionAutomationId: null,
      firstMs: Math.min(...rows.map(({ first }) => first.tsMs)),
    },
  ]);
});
