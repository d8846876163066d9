import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fact } from "../src/facts/fact.ts";
import { DEFAULT_LIMITS } from "../src/inputs/contract.ts";
import { readInputs } from "../src/inputs/read-inputs.ts";
import { readRawRecord } from "../src/inputs/raw-record.ts";
import { mergeCopies } from "../src/resolve/copies/merge-copies.ts";
import { loadStageRules } from "../src/rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../src/rules/model.ts";
import { SOURCES } from "../src/sources/registry.gen.ts";
import { openStore } from "../src/store/open-store.ts";
import { asOcsf, EVENTS } from "../src/inputs/__fixtures__/containers/ocsf.ts";

/*
 * One event from a trail and from Security Lake is one fact. The hand-made events are written by DuckDB as Parquet; the
 * recorded ones are pairs of raw log and Parquet published by AWS, and not part of this repository.
 */

const folder = mkdtempSync(join(tmpdir(), "faastrail-ocsf-"));
const logs = process.env["TEST_REAL_LOGS"];
let rules: readonly CompiledRule[] = [];

beforeAll(async () => {
  rules = await loadStageRules();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Facts of the inputs after copies were merged, in order. */
async function merged(
  paths: readonly string[],
): Promise<{ facts: readonly Fact[]; duplicate: number; remainder: number; reasons: readonly unknown[] }> {
  const store = await openStore({ digest: "d" });
  const { totals, inputs, quarantine } = await readInputs(paths, { sources: SOURCES, rules, sink: store.sink, limits: DEFAULT_LIMITS });
  await store.finish();
  await mergeCopies(store);
  const rows = await store.select("select distinct dup_key from fact order by dup_key");
  const facts = await store.factsBy(
    "dup_key",
    rows.map((row) => String(row["dup_key"])),
  );
  store.close();
  const { records, fact_bearing, rolled_up, irrelevant, duplicate, quarantined } = totals;
  const reasons = [...inputs.flatMap(({ reason }) => reason ?? []), ...quarantine];
  return { facts, duplicate, remainder: records - fact_bearing - rolled_up - irrelevant - duplicate - quarantined, reasons };
}

function shown(facts: readonly Fact[]): readonly string[] {
  return facts.map((fact) => `${fact.kind} ${fact.entity} ${fact.op} ${fact.flags.includes("conflict") ? "CONFLICT" : ""}`).toSorted();
}

/** Writes rows as Parquet, every column with the type that DuckDB finds in the JSON. */
async function parquet(name: string, rows: readonly unknown[]): Promise<string> {
  const json = join(folder, `${name}.json`);
  const file = join(folder, `${name}.parquet`);
  writeFileSync(json, JSON.stringify(rows));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(
    `copy (select * replace (cast(to_json(unmapped) as map(varchar, varchar)) as unmapped)
     from read_json('${json}', maximum_depth = -1, map_inference_threshold = -1)) to '${file}' (format parquet, compression zstd, row_group_size 2048)`,
  );
  connection.closeSync();
  return file;
}

describe.each(["1.0.0-rc.2", "1.1.0"] as const)("Security Lake in OCSF %s", (version) => {
  it("gives the facts of the raw log, and one fact for both", async () => {
    const raw = join(folder, `raw-${version}.json`);
    writeFileSync(raw, JSON.stringify({ Records: EVENTS }));
    const lake = await parquet(
      `lake-${version}`,
      EVENTS.map((event) => asOcsf(event, version)),
    );
    const [fromRaw, fromLake, fromBoth] = [await merged([raw]), await merged([lake]), await merged([raw, lake])];
    expect(fromLake.reasons).toEqual([]);
    expect(shown(fromLake.facts)).toEqual(shown(fromRaw.facts));
    expect(shown(fromBoth.facts)).toEqual(shown(fromRaw.facts));
    expect(fromRaw.facts.length).toBeGreaterThan(4);
    for (const fact of fromLake.facts) {
      expect(fact.raw.row).toBeGreaterThan(0);
      expect((await readRawRecord(fact.raw)).toString("utf8")).toContain(fact.eventId);
    }
  });
});

it("keeps both sides of a real contradiction, flagged", async () => {
  const raw = join(folder, "said.json");
  writeFileSync(raw, JSON.stringify({ Records: EVENTS }));
  const other = EVENTS.map((event) => asOcsf({ ...event, sourceIPAddress: "203.0.113.9" }, "1.1.0"));
  const { facts } = await merged([raw, await parquet("contradicts", other)]);
  expect(facts.every(({ flags }) => flags.includes("conflict"))).toBe(true);
});

const samples = join(logs ?? "", "aws-security-lake-ocsf-samples", "1.0.0-rc.2", "CLOUD_TRAIL");

it.runIf(logs === undefined)("recorded pairs: not run, TEST_REAL_LOGS is not set", () => {
  console.log("pairs of raw log and OCSF: not run, TEST_REAL_LOGS is not set");
});

it.runIf(logs !== undefined)("makes one fact of each recorded pair of raw log and OCSF", { timeout: 60_000 }, async () => {
  for (const name of readdirSync(samples)) {
    const whole = join(samples, name);
    const input = join(whole, readdirSync(whole).find((entry) => entry.startsWith("input")) ?? "");
    const both = await merged([whole]);
    expect(both.remainder).toBe(0);
    expect(shown(both.facts), name).toEqual(shown((await merged([input])).facts));
  }
});
