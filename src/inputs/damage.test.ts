import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "./__fixtures__/scratch.ts";
import { tinyOptions, tinyRecord } from "./__fixtures__/tiny-source.ts";
import { DEFAULT_LIMITS, type InputReport, type ReadResult } from "./contract.ts";
import { readInputs } from "./read-inputs.ts";
import { FILE_REASONS } from "./reasons.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

/** Records that do not compress to nothing, all of them relevant. */
const records = Array.from({ length: 6 }, (_, at) =>
  tinyRecord({ op: "Hit", id: `e${at}`, target: `${Math.sin(at + 1)}${Math.cos(at + 1)}` }),
);
const text = JSON.stringify({ Records: records });

interface Read {
  readonly report: InputReport;
  readonly ids: readonly string[];
  readonly flags: readonly string[];
  readonly result: ReadResult;
}

async function read(name: string, bytes: Buffer | string, limits = DEFAULT_LIMITS): Promise<Read> {
  const { options, facts } = tinyOptions({ limits });
  const result = await readInputs([scratch.write(name, bytes)], options);
  const [report] = result.inputs;
  if (report === undefined) throw new Error("no report");
  const { records: all, ...fates } = result.totals;
  expect(Object.values(fates).reduce((sum, part) => sum + part, 0)).toBe(all);
  return { report, ids: facts.map((fact) => fact.eventId), flags: [...new Set(facts.flatMap((fact) => fact.flags))], result };
}

/** Event ids of the records that lie whole within the first `length` bytes. */
function idsWithin(length: number): readonly string[] {
  return records
    .filter((record) => text.indexOf(JSON.stringify(record)) + JSON.stringify(record).length <= length)
    .map(({ id }) => String(id));
}

it("notices a gzip file cut at any byte and keeps every record before the cut", async () => {
  const whole = gzipSync(text);
  let kept = 0;
  for (let length = 0; length < whole.length; length += 1) {
    const { report, ids, flags } = await read("cut.json.gz", whole.subarray(0, length));
    expect(["partial", "unread"], `cut at ${length}`).toContain(report.state);
    expect(report.reason).not.toBeNull();
    expect(ids).toEqual(idsWithin(text.length).slice(0, ids.length));
    expect(flags).toEqual(ids.length === 0 ? [] : ["damaged_object"]);
    expect(report.state === "partial").toBe(ids.length > 0);
    expect(ids.length).toBeGreaterThanOrEqual(kept);
    kept = ids.length;
  }
  expect(kept).toBe(records.length);
});

it("keeps exactly the complete records of JSON cut at any byte", async () => {
  for (let length = 1; length < text.length; length += 1) {
    const { report, ids } = await read("cut.json", text.slice(0, length));
    expect(ids, `cut at ${length}`).toEqual(idsWithin(length));
    expect(report.state).toBe(ids.length === 0 ? "unread" : "partial");
    expect(report.reason).not.toBeNull();
  }
});

it("keeps the members of a gzip file that come before a damaged one", async () => {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  const first = gzipSync(lines.slice(0, 3).join(""));
  const second = gzipSync(lines.slice(3).join(""));
  expect((await read("two.jsonl.gz", Buffer.concat([first, second]))).report).toMatchObject({ state: "read", fact_bearing: 6 });
  for (let cut = 1; cut < second.length; cut += 1) {
    const { report, ids } = await read("two.jsonl.gz", Buffer.concat([first, second.subarray(0, cut)]));
    expect(report.state).toBe("partial");
    expect(ids.slice(0, 3)).toEqual(["e0", "e1", "e2"]);
  }
});

it("takes zero bytes after gzip data for padding, but neither garbage nor another member behind them", async () => {
  const whole = gzipSync(text);
  expect((await read("z.json.gz", Buffer.concat([whole, Buffer.alloc(700)]))).report.state).toBe("read");
  const garbage = await read("g.json.gz", Buffer.concat([whole, Buffer.from("garbage")]));
  expect(garbage.report).toMatchObject({ state: "partial", reason: FILE_REASONS.gzipCorrupt.reason, fact_bearing: 6 });
  const behind = await read("b.json.gz", Buffer.concat([whole, Buffer.alloc(9), gzipSync(`{"Records":[]}`)]));
  expect(behind.report).toMatchObject({ state: "partial", reason: FILE_REASONS.gzipTrailing.reason, fact_bearing: 6 });
});

it("survives every flipped byte of a gzip file without taking anything as read that differs", async () => {
  const whole = gzipSync(text);
  for (let at = 0; at < whole.length; at += 1) {
    const flipped = Buffer.from(whole);
    flipped[at] = whole[at]! ^ 0xff; // at < length
    const { report, ids, flags } = await read("flip.json.gz", flipped);
    // The header's time, flags and system do not matter to what is inside.
    if (report.state === "read") expect(at).toBeLessThan(10);
    else if (ids.length > 0) expect(flags).toContain("damaged_object");
  }
}, 120_000);

it("stops a decompression bomb at the limit and says so", async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from(`{"Records":[${JSON.stringify(records[0])},"`), Buffer.alloc(50_000_000, "a")]));
  const limits = { ...DEFAULT_LIMITS, expandedBytes: 5_000_000 };
  const { report, ids } = await read("bomb.json.gz", bomb, limits);
  expect(report).toMatchObject({ state: "partial", reason: FILE_REASONS.expandedLimit.reason });
  expect(ids).toEqual(["e0"]);
  const stopped = await read("bomb.json.gz", bomb);
  expect(stopped.report.state).toBe("partial");
  const compressed = await read("large.json.gz", gzipSync(text), { ...DEFAULT_LIMITS, fileBytes: 150 });
  expect(compressed.report.reason).toBe(FILE_REASONS.fileLimit.reason);
});

it("sets a depth bomb aside while its neighbours survive", async () => {
  for (const [open, close] of [
    ["[", "]"],
    ['{"a":', "}"],
  ] as const) {
    const deep = `{"v":"1","op":"Noise","deep":${open.repeat(100_000)}1${close.repeat(100_000)}}`;
    const { report, ids, result } = await read(
      "deep.json",
      `{"Records":[${JSON.stringify(records[0])},${deep},${JSON.stringify(records[1])}]}`,
    );
    expect(report).toMatchObject({ state: "read", records: 3, quarantined: 1 });
    expect(ids).toEqual(["e0", "e1"]);
    expect(result.quarantine).toMatchObject([{ reason: "nested deeper than 64", length: deep.length }]);
  }
});

it("goes on after a broken record", async () => {
  const [a, b] = [JSON.stringify(records[0]), JSON.stringify(records[1])];
  const broken = ['{"v":"1",nonsense}', '{"v":"1","open":[', "plain words", '{"v":"1","text":"no end', '{"op":"Hit"]', '{"v":01}'];
  for (const middle of broken) {
    const lines = await read("broken.jsonl", `${a}\n${middle}\n${b}\n`);
    expect(lines.report, middle).toMatchObject({ state: "read", records: 3, quarantined: 1, reason: null });
    expect(lines.ids, middle).toEqual(["e0", "e1"]);
    const list = await read("broken.json", `{"Records":[${a},${middle},${b}]}`);
    expect(list.ids, middle).toEqual(["e0", "e1"]);
    expect(list.report.quarantined, middle).toBe(1);
  }
});

it("does not spend quadratic time on brackets that never close", async () => {
  const started = performance.now();
  const { report } = await read("unclosed.json", `{"Records":[${`{"v":"1","x":[`.repeat(200_000)}`);
  expect(report.state).toBe("unread");
  expect(performance.now() - started).toBeLessThan(20_000);
});

it("does not let a record change what objects are", async () => {
  const poison = `{"v":"1","op":"Hit","id":"p","t":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"target":"x","target":"y"}`;
  const { ids, flags } = await read("poison.jsonl", poison);
  expect(ids).toEqual(["p", "p"]);
  expect(flags).toEqual(["ambiguous"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

it("accounts for every record of a file with bytes cut out, put in or changed anywhere", async () => {
  const pieces = fc.oneof(
    fc.constantFrom("{", "}", "[", "]", '"', ",", "\\", "\n{", '{"Records":[', '{"v":"', "\\u", "\0"),
    fc.string({ unit: "binary" }),
  );
  const edit = fc.record({ at: fc.nat(), drop: fc.nat({ max: 40 }), put: pieces });
  const forms = [text, records.map((record) => JSON.stringify(record)).join("\n"), JSON.stringify(records, null, 2)];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...forms),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (form, edits, zipped) => {
        let bytes = zipped ? gzipSync(form) : Buffer.from(form);
        for (const { at, drop, put } of edits) {
          const from = at % bytes.length;
          bytes = Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(from + drop)]);
        }
        const started = performance.now();
        const { report } = await read("fuzzed.json", bytes);
        expect(["read", "partial", "unread", "skipped"]).toContain(report.state);
        expect(report.reason === null).toBe(report.state === "read");
        expect(performance.now() - started).toBeLessThan(2000);
      },
    ),
    { numRuns: 300 },
  );
});
