import { afterAll, beforeAll, expect, it } from "vitest";
import { aFact } from "../facts/__fixtures__/a-fact.ts";
import type { Fact } from "../facts/fact.ts";
import { inspectStore } from "./inspect.ts";
import { FACT_COLUMNS, type FactColumn } from "./schema.ts";
import { openStore } from "./open-store.ts";
import type { Store } from "./store.ts";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Ways out of a string, a statement or a name, times what would show. 10 x 10 payloads. */
const ENDS = ["'", '"', "`", "\\'", "''", "';", "\u02bc", "$$", "*/", "\u0000'"];
const CORES = [
  "; drop table fact; --",
  " or 1=1 --",
  " union select body from fact --",
  "); delete from fact; --",
  "; attach '/tmp/x.db' as x; --",
  "; copy fact to '/tmp/out.csv'; --",
  "; insert into fact select * from fact; --",
  "; pragma database_list; --",
  "; set enable_external_access=true; --",
  " || (select value from meta) || ",
];
const PAYLOADS = ENDS.flatMap((end) => CORES.map((core) => end + core));

const file = join(mkdtempSync(join(tmpdir(), "faastrail-hostile-")), "facts.duckdb");
let store: Store;
let facts: readonly Fact[];

/** The fact with a text in every string that a record can choose. */
function filled(text: string, at: number): Fact {
  const raw = { ...aFact().raw, file: text, path: text };
  return aFact({
    dupKey: `${at} ${text}`,
    eventId: text,
    operationKey: text,
    op: text,
    rawOp: text,
    service: text,
    account: text,
    region: text,
    actorId: text,
    actorAliasId: text,
    sessionName: text,
    sessionAutomationId: text,
    credentialId: text,
    invokedBy: text,
    srcIp: text,
    userAgent: text,
    automationId: text,
    automationName: text,
    automationVersion: text,
    runAsId: text,
    issuedCredentialId: text,
    targetId: text,
    targetAliasId: text,
    targetType: text,
    targetAccount: text,
    policyId: text,
    detail: { [text]: text },
    annotations: [text],
    raw,
  });
}

beforeAll(async () => {
  facts = PAYLOADS.map(filled);
  store = await openStore({ file, digest: "d" });
  await store.sink.addFacts(facts);
  await store.finish();
});

afterAll(() => store.close());

it("keeps 100 hostile texts in every field as they are", async () => {
  expect(PAYLOADS).toHaveLength(100);
  expect(await store.factCounts()).toEqual({ deploy: 100 });
  const kept = await store.factsBy(
    "fact_id",
    facts.map(({ factId }) => factId),
  );
  const byId = new Map(kept.map((fact) => [fact.factId, fact]));
  for (const fact of facts) expect(byId.get(fact.factId)).toEqual(fact);
});

it("finds each by each column that holds text, and nothing else, and loses no row", async () => {
  // The keys of a constant object are exactly its type's keys.
  const columns = (Object.keys(FACT_COLUMNS) as FactColumn[]).filter((column) => /^(account|op|operation_key|\w+_id)$/.test(column));
  expect(columns.length).toBeGreaterThan(8);
  for (const column of columns.filter((name) => name !== "fact_id")) {
    for (const payload of PAYLOADS.filter((_, at) => at % 7 === 0)) {
      expect(
        (await store.factsBy(column, [payload])).map(({ op }) => op),
        column,
      ).toEqual([payload]);
    }
  }
  for (const payload of PAYLOADS) {
    await store.setMeta(payload, payload);
    expect(await store.getMeta(payload)).toBe(payload);
  }
  expect(await store.factCounts()).toEqual({ deploy: 100 });
});

it("reads them back from the file without running them", async () => {
  store.close();
  const reader = await inspectStore(file);
  const pages: Fact[] = [];
  for await (const page of reader.facts()) pages.push(...page);
  expect((await reader.describe()).facts).toEqual({ deploy: 100 });
  expect(new Set(pages.map(({ op }) => op))).toEqual(new Set(PAYLOADS));
  for (const payload of PAYLOADS) expect(await reader.meta(payload)).toBe(payload);
  reader.close();
  store = await openStore({ file, digest: "d" });
});
