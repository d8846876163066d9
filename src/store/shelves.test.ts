import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { anActivity } from "../facts/__fixtures__/an-activity.ts";
import type { Activity } from "../facts/activity.ts";
import type { ActivityShelf } from "../facts/sink.ts";
import { openStore } from "./open-store.ts";
import type { Store } from "./store.ts";

const [ROW, EARLY, UNPROVEN] = [
  anActivity({ runAsId: "role-a", sessionAutomationId: "fn-a" }),
  anActivity({ activityId: "f_2000000", runAsId: "role-b", sessionAutomationId: "fn-b", first: { ...anActivity().first, tsMs: 500 } }),
  anActivity({ activityId: "f_3000000", runAsId: "role-b" }),
];
const ROWS: readonly Activity[] = [ROW, EARLY, UNPROVEN];

/** A shelf of ROWS that notes what was taken from it. */
function shelf(taken: string[]): ActivityShelf {
  const left = new Set(ROWS);
  const take = (isWanted: (row: Activity) => boolean): readonly (readonly Activity[])[] => {
    const wanted = [...left].filter(isWanted);
    for (const row of wanted) left.delete(row);
    taken.push(...wanted.map(({ activityId }) => activityId));
    return [wanted];
  };
  return {
    take: (field, values) => take((row) => values.has(row[field] ?? "")),
    takeAll: () => take(() => true),
    beginnings: () =>
      ROWS.map(({ source, account, sessionAutomationId, first }) => ({ source, account, sessionAutomationId, firstMs: first.tsMs })),
  };
}

const SEEN =
  "select session_automation_id as id, min(first_ms) as first_ms from activity_seen group by session_automation_id order by id nulls last";

async function lentTo(store: Store): Promise<{ taken: string[]; answers: unknown }> {
  const taken: string[] = [];
  expect(await store.select(SEEN)).toEqual([]);
  await store.sink.lendActivities?.(shelf(taken));
  await store.finish();
  const atOnce = [...taken];
  const before = await store.select(SEEN);
  const ofB = await store.activitiesBy("run_as_id", ["role-b"]);
  // A second look finds more of a row that was taken, and of one that was not.
  const more = ROWS.slice(0, 2).map((row) => ({ ...row, minutesLow: 2 }));
  await store.sink.addActivities(more);
  await store.finish();
  const answers = [before, ofB, await store.activitiesBy("session_automation_id", ["fn-a", "fn-b"]), await store.select(SEEN)];
  store.close();
  return { taken: atOnce, answers };
}

it("lends rows that a store in memory fetches only when they are asked for, with the same answers as one that holds them", async () => {
  const lent = await lentTo(await openStore({ digest: "d" }));
  const held = await lentTo(await openStore({ digest: "d", file: join(mkdtempSync(join(tmpdir(), "faastrail-")), "s.duckdb") }));
  expect(lent.taken).toEqual([]);
  expect(held.taken).toEqual(ROWS.map(({ activityId }) => activityId));
  expect(lent.answers).toEqual(held.answers);
  expect(lent.answers).toMatchObject([
    [{ id: "fn-a", first_ms: 1000 }, { id: "fn-b", first_ms: 500 }, { id: null }],
    [{ activityId: "f_2000000", minutesLow: 1 }, { activityId: "f_3000000" }],
    [
      { activityId: "f_2000000", minutesLow: 3 },
      { activityId: "f_1000000", minutesLow: 3 },
    ],
    [{ id: "fn-a" }, { id: "fn-b" }, { id: null }],
  ]);
});

it("fetches no more than is asked for, and everything once at most", async () => {
  const store = await openStore({ digest: "d" });
  const taken: string[] = [];
  await store.sink.lendActivities?.(shelf(taken));
  await store.activitiesBy("run_as_id", ["role-b"]);
  expect(taken).toEqual(["f_2000000", "f_3000000"]);
  await store.activitiesBy("credential_id", ["role-b"]);
  await store.activitiesBy("session_automation_id", ["fn-b"]);
  expect(taken).toHaveLength(2);
  expect(await store.activitiesBy("source", ["aws/cloudtrail"])).toHaveLength(3);
  store.close();
});
