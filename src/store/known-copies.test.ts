import * as fc from "fast-check";
import { expect, it } from "vitest";
import { aFact } from "../facts/__fixtures__/a-fact.ts";
import type { Fact } from "../facts/fact.ts";
import { fileText } from "./file-numbers.ts";
import { createKnownCopies } from "./known-copies.ts";
import { openStore } from "./open-store.ts";

function many(count: number): readonly Fact[] {
  return Array.from({ length: count }, (_, nth) =>
    aFact({ dupKey: `${nth}`, raw: { file: `f${nth % 7}`, sha256: "a", offset: nth, length: 1 } }),
  );
}

function later(fact: Fact): Fact {
  return { ...fact, raw: { ...fact.raw, sha256: "b" } };
}

it("knows every fact again, across growth of its table, and lets one pass that comes before", () => {
  const copies = createKnownCopies();
  const facts = many(10_000);
  expect(facts.filter((fact) => copies.isCopy(fact))).toEqual([]);
  expect(facts.filter((fact) => !copies.isCopy(later(fact)))).toEqual([]);
  const first = { ...facts[4711]!, raw: { ...facts[4711]!.raw, offset: 1 } }; // one of many
  expect([copies.isCopy(first), copies.isCopy(facts[4711]!)]).toEqual([false, true]);
});

it("takes facts for new once it is full or has forgotten them, and never loops", () => {
  const copies = createKnownCopies(1 << 12);
  const facts = many(5000);
  for (const fact of facts) copies.isCopy(fact);
  expect(facts.filter((fact) => copies.isCopy(later(fact)))).toHaveLength(3072);
  copies.forget();
  expect(facts.filter((fact) => copies.isCopy(later(fact)))).toEqual([]);
});

const NAMES = ["a", "A", 'a"', "a\\b", "a\u0001", "\u00e9", "\uffee", "\u{1F600}", "a/b", "aa"];
const DIGESTS = ["0".repeat(64), "f".repeat(64)];

it("calls those copies that the database puts behind, by file and offset", async () => {
  const files = DIGESTS.flatMap((sha256) => NAMES.map((file) => ({ file, sha256 })));
  const store = await openStore({ digest: "d" });
  const sql = `select value from (values ${files.map(() => "(?)").join(", ")}) texts (value) order by value`;
  const order = (await store.select(sql, files.map(fileText))).map(({ value }) => value);
  store.close();
  const fact = aFact();
  for (const first of files) {
    for (const next of files) {
      const copies = createKnownCopies();
      copies.isCopy({ ...fact, raw: { ...first, offset: 5, length: 1 } });
      const calls = [5, 4, 6].map((offset) => copies.isCopy({ ...fact, raw: { ...next, offset, length: 1 } }));
      const behind = order.indexOf(fileText(next)) - order.indexOf(fileText(first));
      // Of what stands in one place, further texts decide.
      expect(calls, `${fileText(first)} ${fileText(next)}`).toEqual(behind > 0 ? [true, true, true] : [false, false, true]);
    }
  }
});

const copy = fc.record({
  nth: fc.nat(2),
  place: fc.record({ file: fc.constantFrom(...NAMES), sha256: fc.constantFrom(...DIGESTS), offset: fc.nat(3) }),
  finishes: fc.boolean(),
});

it("leaves the copy that comes first in the database's own order, whatever comes when", async () => {
  const [store, ordered] = [await openStore({ digest: "d" }), await openStore({ digest: "d" })];
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(copy, { minLength: 2, maxLength: 12 }), async (given) => {
      run += 1;
      const facts = given.map(({ nth, place: at }) => aFact({ dupKey: `${run} ${nth}`, raw: { ...at, length: 1 } }));
      for (const [nth, fact] of facts.entries()) {
        await store.sink.addFacts([fact]);
        if (given[nth]?.finishes === true) await store.finish();
      }
      await store.finish();
      // Put in without a look at what is known, so that only the database puts copies in order.
      await ordered.replaceFacts(["none"], facts);
      const keys = facts.map(({ dupKey }) => dupKey);
      expect(await store.factsBy("dup_key", keys)).toEqual(await ordered.factsBy("dup_key", keys));
    }),
    { numRuns: 10 },
  );
  for (const one of [store, ordered]) one.close();
});

it("takes in again what was taken out", async () => {
  const store = await openStore({ digest: "d" });
  const [fact, other] = [aFact({ dupKey: "1" }), aFact({ dupKey: "2" })];
  await store.sink.addFacts([fact]);
  await store.finish();
  await store.replaceFacts([fact.factId], [other]);
  await store.sink.addFacts([later(fact)]);
  await store.finish();
  expect(await store.factsBy("dup_key", ["1", "2"])).toHaveLength(2);
  store.close();
});
