import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "./__fixtures__/scratch.ts";
import { tinyOptions, tinyRecord, tinySource } from "./__fixtures__/tiny-source.ts";
import { readInputs } from "./read-inputs.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

/** One oddity in how a record is written; most records have none, so that the quick way is taken. */
const ODDITIES = [
  "none",
  "spaces",
  "spaceAfterColons",
  "escapedKey",
  "escapedValue",
  "escapedSlash",
  "shuffled",
  "nestedDecoy",
  "textDecoy",
  "repeatedKeyLast",
  "repeatedKeyFirst",
  "badUtf8",
  "tooDeep",
  "noOperation",
  "numberOperation",
  "noTime",
  "lineBreakInside",
] as const;
type Oddity = (typeof ODDITIES)[number];

interface Plan {
  readonly part: Readonly<Record<string, unknown>>;
  readonly oddity: Oddity;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  oddity: fc.oneof({ weight: 12, arbitrary: fc.constant<Oddity>("none") }, { weight: 3, arbitrary: fc.constantFrom(...ODDITIES) }),
  part: fc.record(
    {
      op: fc.oneof(fc.constantFrom("Hit", "hIT", "Noise", "Hit2", "Hıt", 'Hit"', "Hit\\", ""), fc.string({ unit: "binary", maxLength: 6 })),
      id: fc.constantFrom("e1", "e2", "e3", "e4", "e5", "e6"),
      t: fc.integer({ min: 0, max: 10_000_000 }),
      who: fc.constantFrom("u1", "u2"),
      run: fc.constantFrom("yes", "no"),
      agent: fc.constantFrom("x agent/run y", "agent", "Agent/Run"),
      note: fc.oneof(fc.constantFrom("open sesame-word", '{"op":"Hit"}'), fc.string()),
      extra: fc.jsonValue({ maxDepth: 3 }),
      "strange key": fc.constantFrom("op", '"op":"Hit"', '{"v":"'),
    },
    { requiredKeys: ["op", "id", "t"] },
  ),
});

function write({ part, oddity }: Plan): Buffer {
  const record = tinyRecord(part);
  const plain = JSON.stringify(record);
  switch (oddity) {
    case "spaces":
      return Buffer.from(JSON.stringify(record, null, " "));
    case "spaceAfterColons":
      return Buffer.from(plain.replace('"op":', '"op": ').replace('"run":', '"run" :'));
    case "escapedKey":
      return Buffer.from(plain.replace('"op":', '"\\u006fp":').replace('"run":', '"r\\u0075n":'));
    case "escapedValue":
      return Buffer.from(plain.replace('"Hit"', '"H\\u0069t"').replace("sesame", "s\\u0065same"));
    case "escapedSlash":
      return Buffer.from(plain.replace("agent/run", "agent\\/run"));
    case "shuffled":
      return Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(record).toReversed())));
    case "nestedDecoy":
      return Buffer.from(JSON.stringify({ v: "1", first: { op: "Noise", run: "no" }, list: [{ op: "Hit" }], ...record }));
    case "textDecoy":
      return Buffer.from(JSON.stringify({ ...record, text: plain, key: "op" }));
    case "repeatedKeyLast":
      return Buffer.from(`${plain.slice(0, -1)},"op":"Hit","id":"e9"}`);
    case "repeatedKeyFirst":
      return Buffer.from(`${plain.slice(0, -1)},"op":"Noise","run":"no"}`);
    case "badUtf8":
      return Buffer.concat([Buffer.from(plain.slice(0, -1)), Buffer.from(',"who":"u'), Buffer.from([0xff, 0xc3, 0x22, 0x7d])]);
    case "tooDeep":
      return Buffer.from(`${plain.slice(0, -1)},"deep":${"[".repeat(80)}${"]".repeat(80)}}`);
    case "noOperation":
      return Buffer.from(JSON.stringify({ ...record, op: undefined }));
    case "numberOperation":
      return Buffer.from(JSON.stringify({ ...record, op: 7 }));
    case "noTime":
      return Buffer.from(JSON.stringify({ ...record, t: "soon" }));
    case "lineBreakInside":
      return Buffer.from(plain.replace(",", ",\n"));
    case "none":
      return Buffer.from(plain);
  }
}

const CONTAINERS = ["records", "list", "lines", "lines-crlf", "concatenated", "two-wrappers", "spaced-list", "bom-records"] as const;

function wrap(some: readonly Buffer[]): string {
  return `{"Records":[${some.map((record) => record.toString("latin1")).join(",")}]}`;
}

function pack(records: readonly Buffer[], container: (typeof CONTAINERS)[number]): Buffer {
  const join = (separator: string): string => records.map((record) => record.toString("latin1")).join(separator);
  const half = Math.ceil(records.length / 2);
  const text = {
    records: () => wrap(records),
    list: () => `[${join(",")}]`,
    lines: () => `${join("\n")}\n`,
    "lines-crlf": () => join("\r\n"),
    concatenated: () => join(""),
    "two-wrappers": () => `${wrap(records.slice(0, half))}\n${wrap(records.slice(half))}`,
    "spaced-list": () => `[\n  ${join(",\n  ")}\n]\n`,
    "bom-records": () => `\u00ef\u00bb\u00bf${wrap(records)}\n`,
  };
  return Buffer.from(text[container](), "latin1");
}

async function readBothWays(files: readonly string[]): Promise<readonly [unknown, unknown]> {
  const results: unknown[] = [];
  for (const parseEverything of [false, true]) {
    const { options, facts, activities } = tinyOptions({ parseEverything });
    const result = await readInputs(files, options);
    results.push({ result, facts: facts.toSorted(byIdAndPlace), activities });
  }
  return [results[0], results[1]];
}

function byIdAndPlace(a: { factId: string; raw: { offset: number } }, b: { factId: string; raw: { offset: number } }): number {
  return a.factId === b.factId ? a.raw.offset - b.raw.offset : a.factId < b.factId ? -1 : 1;
}

it("gives the same facts, rows, counts and pointers as parsing everything, whatever a record looks like", async () => {
  const file = fc.record({ plans: fc.array(plan, { maxLength: 12 }), container: fc.constantFrom(...CONTAINERS), zipped: fc.boolean() });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 2 }), async (files) => {
      run += 1;
      const paths = files.map(({ plans, container, zipped }, at) => {
        const bytes = pack(plans.map(write), container);
        return scratch.write(`p${run}-${at}.json`, zipped ? gzipSync(bytes) : bytes);
      });
      const [quick, careful] = await readBothWays(paths);
      expect(quick).toEqual(careful);
    }),
    { numRuns: 250 },
  );
});

it("parses little of a file in the vendor's own layout", async () => {
  const records = Array.from({ length: 1000 }, (_, at) => tinyRecord({ id: `e${at}`, op: at === 500 ? "Hit" : "Noise" }));
  let parsed = 0;
  const counting = {
    ...tinySource,
    matches: (record: Readonly<Record<string, unknown>>) => {
      parsed += 1;
      return tinySource.matches(record);
    },
  };
  for (const [name, text] of Object.entries({
    "records.json": JSON.stringify({ Records: records }),
    "list.json": JSON.stringify(records),
    "lines.jsonl": records.map((record) => JSON.stringify(record)).join("\r\n"),
  })) {
    parsed = 0;
    const { options, facts } = tinyOptions({ sources: [counting] });
    const { totals } = await readInputs([scratch.write(name, text)], options);
    expect(facts.map((fact) => fact.eventId)).toEqual(["e500"]);
    expect(totals).toMatchObject({ records: 1000, irrelevant: 999, fact_bearing: 1 });
    expect(parsed).toBeLessThan(20);
  }
});

it("keeps facts exact even where a record carries look-alikes of whole records", async () => {
  const lookAlike = [{}, tinyRecord({ id: "fake", op: "Noise" }), tinyRecord({ id: "fake2", op: "Hit" })];
  const records = [
    tinyRecord({ list: lookAlike, late: "op" }),
    tinyRecord({ id: "e2", op: "Hit", list: lookAlike }),
    tinyRecord({ id: "e3" }),
  ];
  const { options, facts } = tinyOptions();
  const { totals } = await readInputs([scratch.write("alike.json", JSON.stringify({ Records: records }))], options);
  expect(facts.map((fact) => fact.eventId)).toEqual(["e2"]);
  expect(totals.records).toBe(3);
});
