import { expect, it } from "vitest";
import { aFact } from "../facts/__fixtures__/a-fact.ts";
import { anActivity } from "../facts/__fixtures__/an-activity.ts";
import { createRemembered } from "./remembered.ts";
import { openStore } from "./open-store.ts";

it("asks once while the tables stay as they are, and again for what may have changed", async () => {
  let asked = 0;
  const ask = async (): Promise<readonly string[]> => [`answer ${(asked += 1)}`];
  const remembered = createRemembered();
  const ofFacts = (): Promise<readonly string[]> => remembered.rows("select activity_id from fact", ["key"], ask);
  const ofBoth = (): Promise<readonly string[]> => remembered.rows("select 1 from fact, activity_seen", ["key"], ask);
  expect([await ofFacts(), await ofBoth(), await ofFacts(), await ofBoth()].flat()).toEqual([
    "answer 1",
    "answer 2",
    "answer 1",
    "answer 2",
  ]);
  remembered.forget("activity");
  expect([await ofFacts(), await ofBoth()].flat()).toEqual(["answer 1", "answer 3"]);
  remembered.forget("fact");
  expect([await ofFacts(), await ofBoth()].flat()).toEqual(["answer 4", "answer 5"]);
  expect(await remembered.rows("select activity_id from fact", ["other key"], ask)).toEqual(["answer 6"]);
});

it("keeps no more rows than it may, also after it has forgotten some", async () => {
  let asked = 0;
  const ask = async (): Promise<readonly number[]> => [(asked += 1), 0];
  const remembered = createRemembered(3);
  for (const sql of ["select 1 from activity", "select 2 from fact"]) await remembered.rows(sql, [], ask);
  expect(await remembered.rows("select 2 from fact", [], ask)).toEqual([3, 0]);
  remembered.forget("activity");
  await remembered.rows("select 2 from fact", [], ask);
  expect(await remembered.rows("select 2 from fact", [], ask)).toEqual([4, 0]);
});

it("answers for the tables as they are after each change, whichever way they change", async () => {
  const store = await openStore({ digest: "d" });
  const [first, second, third] = [aFact({ dupKey: "1" }), aFact({ dupKey: "2" }), aFact({ dupKey: "3" })];
  const rows = async (): Promise<readonly (string | number | null)[]> => [
    (await store.factCounts())["deploy"] ?? 0,
    (await store.factsBy("kind", ["deploy"])).length,
    (await store.selectFor(["deploy"], "select fact_id from fact where kind in (select key from wanted)")).length,
    (await store.activitiesBy("source", ["aws/cloudtrail"])).length,
    (await store.select("select 1 as one from fact union all select 1 as one from activity")).length,
  ];
  expect(await rows()).toEqual([0, 0, 0, 0, 0]);
  await store.sink.addFacts([first]);
  // Not finished yet, so nothing that was asked meanwhile may be kept.
  expect(await rows()).toEqual([0, 0, 0, 0, 0]);
  await store.finish();
  expect(await rows()).toEqual([1, 1, 1, 0, 1]);
  await store.sink.addActivities([anActivity()]);
  await store.finish();
  expect(await rows()).toEqual([1, 1, 1, 1, 2]);
  await store.replaceFacts([first.factId], [second, third]);
  expect(await rows()).toEqual([2, 2, 2, 1, 3]);
  await store.replaceFacts([second.factId], []);
  expect(await rows()).toEqual([1, 1, 1, 1, 2]);
  store.close();
});
