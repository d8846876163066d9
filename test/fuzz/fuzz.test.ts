import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../src/inputs/contract.ts";
import type { ReadOptions, ReadResult } from "../../src/inputs/contract.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { loadStageRules } from "../../src/rules/files/load-stage-rules.ts";
import { SOURCES } from "../../src/sources/registry.gen.ts";
import { makeBatch, shapesOf } from "./batches.ts";
import type { Batch } from "./batches.ts";
import { seeded } from "./mutate.ts";

/*
 * Mutated records of every source, read in-process: nothing may throw, hang or go uncounted. 20,000 in the quick run,
 * always the same; node test/fuzz/run.mjs --records 1000000 makes more and others, and --seed the same again.
 */

const RECORDS = Number(process.env["TEST_FUZZ_RECORDS"] ?? 20_000);
const SEED = Number(process.env["TEST_FUZZ_SEED"] ?? 1);
const BATCH = 200;
/** A record slower than this hangs, in milliseconds. */
const SLOW_MS = 1000;

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-fuzz-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it(
  `reads ${RECORDS} mutated records of ${SOURCES.length} sources without a crash, a hang or a record uncounted (seed ${SEED})`,
  async () => {
    const random = seeded(SEED);
    const read = await reader();
    const shapes = new Map(SOURCES.map((source) => [source.id, shapesOf(source)]));
    const seen = { records: 0, fact_bearing: 0, rolled_up: 0, irrelevant: 0, duplicate: 0, quarantined: 0 };
    for (let made = 0, at = 0; made < RECORDS; made += BATCH, at += 1) {
      const source = SOURCES[at % SOURCES.length];
      if (source === undefined) break;
      const batch = makeBatch(random, source, shapes.get(source.id) ?? [], BATCH);
      const totals = await tried(read, batch, `${source.id}, seed ${SEED}, batch ${at}`);
      for (const key of ["records", "fact_bearing", "rolled_up", "irrelevant", "duplicate", "quarantined"] as const)
        seen[key] += totals[key];
    }
    console.log(`fuzz: seed ${SEED}, ${RECORDS} made, ${JSON.stringify(seen)}, remainder ${remainder(seen)}`);
    // Not vacuous: most were seen as records, and many still meant something.
    expect(seen.records).toBeGreaterThan(RECORDS / 2);
    expect(seen.fact_bearing).toBeGreaterThan(RECORDS / 20);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  },
  Math.max(120_000, RECORDS * 3),
);

type Read = (batch: Batch) => Promise<ReadResult>;

async function reader(): Promise<Read> {
  const rules = await loadStageRules();
  const sink = { addFacts: () => {}, addActivities: () => {} };
  const options: ReadOptions = { sources: SOURCES, rules, sink, limits: DEFAULT_LIMITS };
  return ({ name, bytes }) => {
    const file = path.join(scratch, name);
    writeFileSync(file, bytes);
    return readInputs([file], options);
  };
}

async function tried(read: Read, batch: Batch, what: string): Promise<ReadResult["totals"]> {
  const started = performance.now();
  const { totals, inputs } = await read(batch).catch((error: unknown) => {
    writeFileSync(path.join(os.tmpdir(), `faastrail-fuzz-${SEED}-${batch.name}`), batch.bytes);
    throw new Error(`${what}: ${String(error)}`, { cause: error });
  });
  expect(remainder(totals), what).toBe(0);
  for (const input of inputs) expect(remainder(input), what).toBe(0);
  if (performance.now() - started > SLOW_MS) await findSlow(read, batch, what);
  return totals;
}

/** A slow batch may be the machine's fault, and so may a slow record; one that is slow three times is ours. */
async function findSlow(read: Read, batch: Batch, what: string): Promise<void> {
  for (const text of batch.texts) {
    let best = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 3 && best > SLOW_MS; tries += 1) best = Math.min(best, await timed(read, text));
    expect(best, `${what}: ${text.slice(0, 300)}`).toBeLessThan(SLOW_MS);
  }
}

async function timed(read: Read, text: string): Promise<number> {
  const started = performance.now();
  await read({ name: "one.jsonl", bytes: Buffer.from(`${text}\n`), texts: [] });
  return performance.now() - started;
}

function remainder(counts: ReadResult["totals"]): number {
  return counts.records - counts.fact_bearing - counts.rolled_up - counts.irrelevant - counts.duplicate - counts.quarantined;
}
