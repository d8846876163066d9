import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { aFact } from "../facts/__fixtures__/a-fact.ts";
import type { Fact } from "../facts/fact.ts";
import { openStore } from "./open-store.ts";

it("collapses copies of a fact and keeps the smallest raw pointer, in any order", async () => {
  const fact = aFact({ kind: "deploy", automationId: "fn" });
  const copies = [fact, { ...fact, raw: { ...fact.raw, sha256: "0".repeat(64) } }];
  for (const order of [copies, copies.toReversed()]) {
    const store = await openStore({ digest: "d" });
    for (const copy of order) {
      await store.sink.addFacts([copy]);
      await store.finish();
    }
    const found = await store.factsBy("automation_id", ["fn"]);
    expect(found).toHaveLength(1);
    expect(found[0]?.raw.sha256).toBe("0".repeat(64));
    store.close();
  }
});

it("refuses file access and configuration changes from SQL", async () => {
  const store = await openStore({ digest: "d" });
  await expect(store.select("select * from read_csv('/etc/passwd')")).rejects.toThrow(/disabled|permission/i);
  await expect(store.select("set enable_external_access = true")).rejects.toThrow();
  store.close();
});

it("keeps hostile text as text", async () => {
  const store = await openStore({ digest: "d" });
  const hostile = `'); drop table fact; -- \u202e <script> \0 ${"x".repeat(10_000)}`;
  await store.sink.addFacts([aFact({ automationId: hostile, userAgent: hostile })]);
  await store.finish();
  expect((await store.factsBy("automation_id", [hostile]))[0]?.userAgent).toBe(hostile);
  store.close();
});

it("refuses a store file that other content made", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "faastrail-")), "s.duckdb");
  const store = await openStore({ file, digest: "one" });
  await store.sink.addFacts([aFact({ automationId: "fn" })]);
  await store.finish();
  store.close();
  await expect(openStore({ file, digest: "two" })).rejects.toThrow(/other rules/);
  const again = await openStore({ file, digest: "one" });
  expect(await again.factCounts()).toEqual({ deploy: 1 });
  again.close();
});

it("takes facts out and puts others in all at once or not at all, and keeps what does not fit where it is told to", async () => {
  const folder = mkdtempSync(join(tmpdir(), "faastrail-"));
  const store = await openStore({ digest: "d", temporary: folder });
  const [old, other] = [aFact({ dupKey: "1" }), aFact({ dupKey: "2" })];
  await store.sink.addFacts([old]);
  await store.finish();
  expect(readdirSync(folder)).toHaveLength(1);
  const impossible = { ...other, kind: "no such kind" } as unknown as Fact; // what a bug could make
  await expect(store.replaceFacts([old.factId], [impossible])).rejects.toThrow();
  expect(await store.factCounts()).toEqual({ deploy: 1 });
  await store.replaceFacts([old.factId], [other]);
  expect((await store.factsBy("fact_id", [old.factId, other.factId])).map(({ dupKey }) => dupKey)).toEqual(["2"]);
  store.close();
  expect(readdirSync(folder)).toEqual([]);
});
