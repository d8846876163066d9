import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { UserError } from "../util/errors.ts";
import { scratchFolder } from "./__fixtures__/scratch.ts";
import { operationRule, tinyOptions, tinyRecord } from "./__fixtures__/tiny-source.ts";
import { DEFAULT_LIMITS } from "./contract.ts";
import { readInputs } from "./read-inputs.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

const hit = tinyRecord({ op: "Hit", id: "h" });
const noise = tinyRecord({ id: "n" });
const one = JSON.stringify(hit);
const two = JSON.stringify(noise);

it("recognises every container by its content", async () => {
  const forms: Readonly<Record<string, readonly [string | Buffer, number]>> = {
    "a single record": [one, 1],
    "a pretty record": [JSON.stringify(hit, null, 2), 1],
    "a list": [`[${one},${two}]`, 2],
    "a pretty list": [JSON.stringify([hit, noise], null, 4), 2],
    "a Records object": [`{"Records":[${one},${two}]}`, 2],
    "a Records object with more in it": [`{"a":{"Records":[]},"Records":[${one},${two}],"z":[1]}`, 2],
    "a Records object around one record": [`{"Records":${one}}`, 1],
    "lines with a byte order mark": [`\ufeff${one}\r\n${two}\r\n\r\n`, 2],
    "lines that end in commas": [`${one},\n${two},\n`, 2],
    "records one after the other": [`${one}${two}`, 2],
    "pretty records one after the other": [`${JSON.stringify(hit, null, 2)}\n${JSON.stringify(noise, null, 2)}\n`, 2],
    "Records objects one after the other": [`{"Records":[${one}]}{"Records":[${two}]}\n`, 2],
    "a list of Records objects": [`[{"Records":[${one}]},{ "Records" : [ ${two} ] }]`, 2],
    "gzip under another name": [gzipSync(one), 1],
    "no records at all": ['{"Records":[]}', 0],
  };
  for (const [name, [content, records]] of Object.entries(forms)) {
    const { options, facts } = tinyOptions();
    const { inputs } = await readInputs([scratch.write("form.txt", content)], options);
    expect(inputs, name).toMatchObject([{ state: "read", reason: null, records, quarantined: 0 }]);
    expect(facts.length, name).toBe(records === 0 ? 0 : 1);
  }
});

it("tells what is no log from what is a log that cannot be read", async () => {
  const files: Readonly<Record<string, readonly [string | Buffer, string, string]>> = {
    "README.md": ["# Logs\n[x](y)\n", "skipped", "not a log"],
    "notes.yaml": ["a: 1\n", "skipped", "not a log"],
    "access.log": ["127.0.0.1 - - GET /\n", "skipped", "not a log"],
    empty: ["", "skipped", "not a log"],
    "picture.bin": [Buffer.from([0, 1, 2, 3, 250, 251]), "skipped", "not a log"],
    "package.json": ['{"name":"x","version":"1"}', "skipped", "JSON, but no log that faastrail knows"],
    "other.jsonl": ['{"a":1}\n{"a":2}\n', "skipped", "JSON, but no log that faastrail knows"],
    "numbers.json": ["[1,2,[3],null]", "skipped", "JSON, but no log that faastrail knows"],
    "digest.json": ['{"digest":true,"id":"x"}', "skipped", "Tiny digest, no events"],
    "app.zip": [Buffer.from("PK\u0003\u0004rest"), "skipped", "an archive of files, which is not opened"],
    "x.zst": [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), "unread", "zstd data ends too early"],
    "x.parquet": ["PAR1....PAR1", "unread", "Parquet that cannot be read"],
    "empty.json": ["", "unread", "empty file"],
    "blank.log": [" \n", "unread", "empty file"],
    "empty.json.gz": [gzipSync(""), "unread", "empty file"],
    "broken.json": ["{nonsense", "unread", "not valid JSON"],
    "tail.json": [`{"a":nonsense`, "unread", "ends in the middle of the JSON"],
    "words.jsonl": ["hello\n", "unread", "not valid JSON"],
    "other.json.gz": [gzipSync("hello\n"), "unread", "not valid JSON"],
    "twice.json.gz": [gzipSync(gzipSync(one)), "unread", "compressed in a way that is not supported"],
    "wide.json": [Buffer.from(`\ufeff${one}`, "utf16le"), "unread", "UTF-16 text, only UTF-8 is read"],
    "x.xz": [Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), "unread", "compressed in a way that is not supported"],
  };
  for (const [name, [content, state, reason]] of Object.entries(files)) {
    const { options } = tinyOptions();
    const { inputs, totals } = await readInputs([scratch.write(name, content)], options);
    expect(inputs, name).toMatchObject([{ state, source: null }]);
    expect(inputs[0]?.reason, name).toContain(reason);
    expect(totals.records, name).toBe(0);
  }
});

it("quarantines what has no known shape inside a known log", async () => {
  const { options } = tinyOptions();
  const { inputs, quarantine } = await readInputs([scratch.write("mixed.jsonl", `${one}\n{"foo":1}\n["x"]\n${two}\n`)], options);
  expect(inputs).toMatchObject([{ state: "read", records: 4, fact_bearing: 1, irrelevant: 1, quarantined: 2 }]);
  expect(quarantine.map(({ reason, offset }) => [reason, offset > one.length])).toEqual([
    ["a shape that no log source knows", true],
    ["a shape that no log source knows", true],
  ]);
});

it("quarantines records that are too long, or that lack what every record has, if they could matter", async () => {
  const { options } = tinyOptions({ limits: { ...DEFAULT_LIMITS, recordBytes: 1000 } });
  const long = JSON.stringify(tinyRecord({ op: "Hit", target: "x".repeat(1000) }));
  const timeless = JSON.stringify(tinyRecord({ op: "Hit", t: null }));
  const { inputs, quarantine } = await readInputs([scratch.write("q.jsonl", `${one}\n${long}\n${timeless}\n`)], options);
  expect(inputs).toMatchObject([{ fact_bearing: 1, quarantined: 2 }]);
  expect(quarantine.map(({ reason }) => reason)).toEqual(["longer than 1000 bytes", "no time"]);
});

it("evaluates every value of a repeated key and marks the facts", async () => {
  const { options, facts } = tinyOptions({ rules: [operationRule("Hit"), operationRule("Other")] });
  const lines = [
    one.replace('"op":"Hit"', '"op":"Hit","op":"Noise"'),
    one.replace('"op":"Hit"', '"op":"Noise","op":"Other"'),
    one.replace('"op":"Hit"', '"op":"Noise","op":"Hit","op":"Noise"'),
  ];
  await readInputs([scratch.write("twice.jsonl", lines.join("\n"))], options);
  expect(facts.map(({ op, flags }) => [op, flags])).toEqual([
    ["Hit", ["ambiguous"]],
    ["Other", ["ambiguous"]],
    ["Hit", ["ambiguous"]],
  ]);
});

it("keeps only records inside the time range", async () => {
  const records = [10, 20, 30].map((t) => tinyRecord({ op: "Hit", id: `t${t}`, t }));
  const { options, facts } = tinyOptions({ fromMs: 20, toMs: 30 });
  const result = await readInputs([scratch.write("times.json", JSON.stringify(records))], options);
  expect(facts.map((fact) => fact.eventId)).toEqual(["t20"]);
  expect(result.totals).toMatchObject({ records: 3, fact_bearing: 1, irrelevant: 2 });
  expect([result.firstMs, result.lastMs]).toEqual([20, 20]);
});

it("refuses a path that does not exist", async () => {
  await expect(readInputs([`${scratch.path}/missing`], tinyOptions().options)).rejects.toThrow(UserError);
});
