import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "./__fixtures__/scratch.ts";
import { tinyOptions, tinyRecord } from "./__fixtures__/tiny-source.ts";
import { DEFAULT_LIMITS } from "./contract.ts";
import { openStdin } from "./open/open-input.ts";
import { readInput } from "./read-input.ts";
import { readInputs } from "./read-inputs.ts";
import { createSession, flushAllFacts } from "./session.ts";
import { WINDOW_BYTES } from "./open/windows.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

const records = Array.from({ length: 60 }, (_, at) =>
  tinyRecord({
    id: `e${at}`,
    op: at % 3 === 0 ? "Hit" : "Noise",
    run: at % 5 === 0 ? "yes" : "no",
    t: 3_600_000 + at * 100_000,
    who: `u${at % 4}`,
  }),
);

/** What must not depend on how the records came: facts and rows without the pointers. */
async function contentOf(
  paths: readonly string[],
): Promise<{ readonly content: unknown; readonly totals: Readonly<Record<string, number>> }> {
  const { options, facts, activities } = tinyOptions();
  const { totals } = await readInputs(paths, options);
  const unique = new Map(facts.map(({ raw: _raw, ...fact }) => [fact.factId, fact]));
  const rows = activities.map(({ first, last, ...row }) => ({ ...row, first: first.eventId, last: last.eventId }));
  return { content: { facts: [...unique.keys()].toSorted(), rows }, totals: { ...totals } };
}

it("finds the same facts and rows in any order, split and repetition of the records", async () => {
  const expected = await contentOf([scratch.write("whole.json", JSON.stringify({ Records: records }))]);
  expect(expected.totals).toMatchObject({ records: 60, fact_bearing: 20, rolled_up: 8, irrelevant: 32, duplicate: 0 });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(records, { minLength: records.length }),
      fc.array(fc.constantFrom(...records), { maxLength: 20 }),
      fc.integer({ min: 1, max: 5 }),
      async (shuffled, again, files) => {
        run += 1;
        const all = [...shuffled, ...again];
        for (let file = 0; file < files; file += 1) {
          const part = all.filter((_, at) => at % files === file);
          scratch.write(`run${run}/deep/${file}.json.gz`, gzipSync(JSON.stringify(file % 2 === 0 ? { Records: part } : part)));
        }
        const { content, totals } = await contentOf([`${scratch.path}/run${run}`]);
        expect(content).toEqual(expected.content);
        const { records: total, duplicate = 0, irrelevant = 0, ...others } = totals;
        expect(others).toMatchObject({ fact_bearing: 20, rolled_up: 8, quarantined: 0 });
        expect(duplicate + irrelevant + 28).toBe(total);
      },
    ),
    { numRuns: 40 },
  );
});

it("reads a file once however often it is named", async () => {
  const file = scratch.write("once/a.json", JSON.stringify(records));
  const { totals } = await contentOf([file, `${scratch.path}/once`, file]);
  expect(totals["records"]).toBe(60);
});

it("rolls run-as activity up by hour, for records that bear facts too", async () => {
  const { options, activities } = tinyOptions();
  await readInputs([scratch.write("acts.json", JSON.stringify(records))], options);
  const minutes = activities.reduce((sum, row) => sum + bits(row.minutesLow) + bits(row.minutesHigh), 0);
  expect(minutes).toBe(12);
  expect(activities.every((row) => row.hourMs % 3_600_000 === 0 && row.first.tsMs <= row.last.tsMs)).toBe(true);
});

function bits(mask: number): number {
  return mask.toString(2).replaceAll("0", "").length;
}

async function rowsOf(some: readonly unknown[]): Promise<readonly [readonly string[], number]> {
  const { options, activities } = tinyOptions({ limits: { ...DEFAULT_LIMITS, activityRows: 10 } });
  const { activityOverflow } = await readInputs([scratch.write("many.json", JSON.stringify(some))], options);
  return [activities.map((row) => row.activityId), activityOverflow];
}

it("keeps the rows of smallest key when there are too many, and counts what it dropped", async () => {
  const many = Array.from({ length: 300 }, (_, at) => tinyRecord({ id: `a${at}`, who: `u${at % 100}`, run: "yes" }));
  const [ids, overflow] = await rowsOf(many);
  expect(ids.length).toBe(10);
  expect(overflow).toBe(270);
  expect(await rowsOf(many.toReversed())).toEqual([ids, overflow]);
});

it("reads files larger than a window as it reads small ones", async () => {
  const filler = "x".repeat(50_000);
  const large = Array.from({ length: 1400 }, (_, at) => tinyRecord({ id: `e${at}`, op: at % 100 === 7 ? "Hit" : "Noise", filler }));
  const text = JSON.stringify({ Records: large });
  expect(text.length).toBeGreaterThan(2 * WINDOW_BYTES);
  for (const [name, bytes] of [
    ["large.json", Buffer.from(text)],
    ["large.json.gz", gzipSync(text, { level: 1 })],
    ["large.jsonl", Buffer.from(large.map((record) => JSON.stringify(record, null, 1)).join("\n"))],
  ] as const) {
    const { options, facts } = tinyOptions();
    const { inputs } = await readInputs([scratch.write(name, bytes)], options);
    expect(inputs, name).toMatchObject([{ state: "read", records: 1400, fact_bearing: 14, quarantined: 0 }]);
    expect(facts.every(({ raw }) => raw.length > 50_000)).toBe(true);
  }
  const cut = gzipSync(text, { level: 1 });
  const { options, facts } = tinyOptions();
  const { inputs } = await readInputs([scratch.write("cut.json.gz", cut.subarray(0, cut.length - 300))], options);
  expect(inputs).toMatchObject([{ state: "partial", quarantined: 0 }]);
  expect(facts.length).toBeGreaterThan(10);
});

async function* stream(chunks: readonly string[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

it("reads a stream, small or larger than a window", async () => {
  const filler = "x".repeat(100_000);
  const lines = Array.from(
    { length: 500 },
    (_, at) => `${JSON.stringify(tinyRecord({ id: `e${at}`, op: at % 50 === 0 ? "Hit" : "Noise", filler }))}\n`,
  );
  for (const [part, digits] of [
    [lines.slice(0, 100), 64],
    [lines, 0],
  ] as const) {
    const { options, facts } = tinyOptions();
    const session = createSession(options);
    const input = await openStdin(stream(part), options.limits);
    if ("reason" in input) throw new Error(input.reason);
    const { report } = await readInput(input, session);
    await flushAllFacts(session);
    expect(report).toMatchObject({ file: "-", state: "read", records: part.length, fact_bearing: part.length / 50 });
    expect(facts.map(({ raw }) => raw.sha256.length)).toEqual(facts.map(() => digits));
  }
});
