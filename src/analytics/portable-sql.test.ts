import { expect, it } from "vitest";
import { openStore } from "../store/open-store.ts";
import { MAKES_KEY, created, did, granted, updated } from "./__fixtures__/small-world.ts";
import { analyse, explainAutomation } from "./analyse.ts";
import { loadAnalytics } from "./load.ts";
import { planSecondLook } from "./second-look.ts";

/** Words whose meaning differs between engines, or that depend on row order. See docs/adr/0005. */
const BANNED =
  /\b(qualify|asof|exclude|using sample|any_value|arg_max|max_by|first\(|last_value|list_|struct_|json_|regexp|ilike|::|sum\(|avg\(|random|now\(|current_)/i;
const JOINS_THAT_EXPLODE = /NESTED_LOOP|BLOCKWISE_NL|CROSS_PRODUCT/;

/** Every statement that an analysis sends, wherever it is written. */
async function statements(): Promise<{ readonly sent: readonly string[]; readonly plans: readonly string[] }> {
  const store = await openStore({ digest: "d" });
  const sent = new Set<string>();
  const select = store.select.bind(store);
  store.select = (sql, values) => {
    sent.add(sql.trim());
    return select(sql, values);
  };
  await store.sink.addFacts([
    granted(0, "role/r", 3),
    ...created(1, "f", "mallory", "role/r"),
    updated(2, "f", "other", "role/r"),
    did(3, "f", "role/r", MAKES_KEY),
  ]);
  await store.finish();
  const options = { analytics: await loadAnalytics(), blindSpots: {}, complete: true, stdinOnly: false, activityDropped: false };
  await planSecondLook(store, options.analytics);
  await analyse(store, options);
  await explainAutomation(store, "f", options);
  const plans: string[] = [];
  for (const sql of sent) plans.push(sql.includes("?") ? "" : JSON.stringify(await select(`explain ${sql}`)));
  store.close();
  return { sent: [...sent], plans };
}

it("sends only statements that mean the same on other engines and whose joins do not explode", async () => {
  const { sent, plans } = await statements();
  expect(sent.length).toBeGreaterThan(20);
  for (const [at, sql] of sent.entries()) {
    expect(sql).not.toMatch(BANNED);
    expect(sql, "an order for every result").toMatch(/order by [\w., ]+$/);
    expect(plans[at], sql).not.toMatch(JOINS_THAT_EXPLODE);
  }
});
