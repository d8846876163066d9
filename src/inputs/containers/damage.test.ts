import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CompiledRule } from "../../rules/model.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import { SOURCES } from "../../sources/registry.gen.ts";
import { EVENTS } from "../__fixtures__/containers/events.ts";
import { storedZstd } from "../__fixtures__/containers/stored-zstd.ts";
import { csv } from "../__fixtures__/containers/tables.ts";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { tinyOptions } from "../__fixtures__/tiny-source.ts";
import { type Counts, DEFAULT_LIMITS, type InputReport, type Limits, type Quarantined } from "../contract.ts";
import { openStdin } from "../open/open-input.ts";
import { readInput } from "../read-input.ts";
import { readInputs } from "../read-inputs.ts";
import { createSession } from "../session.ts";
import { noCounts } from "../tally.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());
let rules: readonly CompiledRule[] = [];
beforeAll(async () => {
  rules = await loadStageRules();
});

const text = (event: unknown): string => JSON.stringify(event);
/** Cuts need not mean anything, but they are many. */
const FEW = EVENTS.slice(3, 5);
const lookup = text({ Events: FEW.map((event) => ({ CloudTrailEvent: text(event) })) });
const few = csv(
  ["eventJson", "day"],
  FEW.map((event) => [text(event), "1"]),
);
const table = csv(
  ["eventJson", "day"],
  EVENTS.map((event) => [text(event), "1"]),
);

interface Read {
  readonly report: InputReport;
  readonly totals: Counts;
  readonly quarantine: readonly Quarantined[];
  readonly flags: readonly string[];
}

async function read(name: string, content: string | Buffer, limits: Partial<Limits> = {}): Promise<Read> {
  const { options, facts } = tinyOptions({ sources: SOURCES, rules, limits: { ...DEFAULT_LIMITS, ...limits } });
  const { inputs, totals, quarantine } = await readInputs([scratch.write(name, content)], options);
  const { records, ...fates } = totals;
  expect(Object.values(fates).reduce((sum, each) => sum + each, 0)).toBe(records);
  return { report: inputs[0]!, totals, quarantine, flags: [...new Set(facts.flatMap((fact) => fact.flags))] }; // one path, one report
}

/** Cuts at every offset: nothing crashes, what is missing has a reason, and no record appears that was not there. */
async function expectEveryCutNoticed(whole: Buffer, mayPassAt: ReadonlySet<number>): Promise<void> {
  let most = 0;
  for (let end = 1; end < whole.length; end += 1) {
    const { report } = await readHeld(whole.subarray(0, end));
    const { records, irrelevant, rolled_up, quarantined } = report;
    expect(records, `cut at ${end}`).toBeLessThanOrEqual(FEW.length);
    expect({ quarantined, remainder: records - irrelevant - rolled_up }, `cut at ${end}`).toEqual({ quarantined: 0, remainder: 0 });
    if (!mayPassAt.has(end)) expect(report.reason, `cut at ${end}`).not.toBeNull();
    most = Math.max(most, records);
  }
  expect(most).toBeGreaterThanOrEqual(FEW.length - 1);
}

/** Without a file, because there are thousands of cuts, and without rules, because what they mean is not asked. */
async function readHeld(bytes: Buffer): Promise<{ readonly report: Pick<InputReport, keyof Counts | "reason"> }> {
  const { options } = tinyOptions({ sources: SOURCES, rules: [] });
  async function* stdin(): AsyncGenerator<Buffer> {
    yield bytes;
  }
  const input = await openStdin(stdin(), options.limits);
  return "reason" in input ? { report: { ...input, ...noCounts() } } : readInput(input, createSession(options));
}

it("notices every cut of a gzip object with wrapped events", { timeout: 60_000 }, async () => {
  await expectEveryCutNoticed(gzipSync(lookup), new Set());
});

it("notices every cut of a zstd object with wrapped events", { timeout: 60_000 }, async () => {
  await expectEveryCutNoticed(storedZstd(Buffer.from(lookup), 500), new Set());
});

it("notices every cut of a table that is not between rows", { timeout: 60_000 }, async () => {
  const whole = Buffer.from(few);
  // A table that ends after a row or in its last field, with or without the line's end, cannot be told from a whole one.
  const between = new Set<number>();
  for (let at = whole.indexOf("\r\n"); at !== -1; at = whole.indexOf("\r\n", at + 1))
    for (const end of [at - 1, at, at + 1, at + 2]) between.add(end);
  await expectEveryCutNoticed(whole, between);
});

it("reads what comes before the damage of a table, flagged", async () => {
  const { report, totals, flags } = await read("cut.csv.gz", gzipSync(table).subarray(0, -9));
  expect(report).toMatchObject({ state: "partial", reason: "gzip data ends too early" });
  expect(totals.records).toBeGreaterThan(4);
  expect(flags).toContain("damaged_object");
});

it("quarantines single rows that cannot be used, each with its place and reason", async () => {
  const rows = table.split("\r\n");
  const broken = [rows[0], rows[1], "a,b,c", '"{""eventName"":",1', rows[2], `"{""a"":""unfinished",1`, rows[3], ""].join("\r\n");
  const { report, totals, quarantine } = await read("broken.csv", broken);
  expect(report).toMatchObject({ state: "read", records: 6 });
  expect(totals).toMatchObject({ quarantined: 3 });
  expect(quarantine.map(({ reason }) => reason)).toEqual([
    "more or fewer columns than the header names",
    "not valid JSON",
    "a shape that no log source knows",
  ]);
  expect(broken.slice(quarantine[0]?.offset).startsWith("a,b,c")).toBe(true);
});

it("holds wrapped events to the limits of any record", async () => {
  const deep = `{"eventName":${'{"a":'.repeat(80)}1${"}".repeat(80)}}`;
  const twice = text(EVENTS[4]).replace('"eventName":', '"eventName":"DescribeKeys","eventName":');
  const events = [deep, text(EVENTS[1]), "{broken", twice].map((event) => ({ CloudTrailEvent: event }));
  const { quarantine, totals, flags } = await read("limits.json", text({ Events: events }));
  expect(quarantine.map(({ reason }) => reason)).toEqual(["nested deeper than 64", "not valid JSON"]);
  expect(totals).toMatchObject({ records: 4, fact_bearing: 2 });
  expect(flags).toContain("ambiguous");
});

it("stops at rows without end and tables without bound", async () => {
  const endless = `eventJson\n"${"x".repeat(40_000)}`;
  expect((await read("endless.csv", endless, { recordBytes: 10_000 })).report).toMatchObject({
    state: "unread",
    reason: "a row without an end; reading stopped there",
  });
  const { report } = await read("long.csv", table.repeat(20), { expandedBytes: 10_000 });
  expect(report.reason).toContain("limit on decompressed bytes");
});

it("looks no deeper into wrappers than anybody wraps", async () => {
  let wrapped: unknown = EVENTS[1];
  for (let level = 0; level < 7; level += 1) wrapped = { data: text(wrapped) };
  expect((await read("seven.json", text(wrapped))).totals.fact_bearing).toBe(1);
  for (let level = 0; level < 20; level += 1) wrapped = { data: wrapped };
  expect((await read("many.json", text(wrapped))).report).toMatchObject({ state: "skipped" });
});

it("is not fooled by tables, lines and Parquet that are no logs", async () => {
  const others: Readonly<Record<string, string>> = {
    "people.csv": "name,mail\nx,y\n",
    "flows.txt": "a b c\n1 2 3\n",
    "note.md": 'See {"a": 1} for more.\n',
  };
  for (const [name, content] of Object.entries(others))
    expect((await read(name, content)).report, name).toMatchObject({ state: "skipped", records: 0 });
  expect((await read("half.parquet", `PAR1${"x".repeat(50)}PAR1`)).report).toMatchObject({
    state: "unread",
    reason: "Parquet that cannot be read",
  });
});
