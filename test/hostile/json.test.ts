import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as zlib from "node:zlib";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { scanPaths } from "../../src/cli/pipeline/scan-paths.ts";

/*
 * One good CloudTrail record beside something hostile. Each case says what becomes of the file: how many records it
 * holds, how many of them are set aside, and whether the result calls itself complete. Damage to gzip and to the ends
 * of files is in src/inputs/damage.test.ts, both ways of reading alike in src/inputs/quick-way.test.ts.
 */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-hostile-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const record = (more = ""): string =>
  `{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/x","accountId":"111122223333","accessKeyId":"AKIAX"},` +
  `"eventTime":"2026-10-01T10:00:00Z","eventSource":"lambda.amazonaws.com","eventName":"CreateFunction20150331","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.1",` +
  `"requestParameters":{"functionName":"f","role":"arn:aws:iam::111122223333:role/r"},"responseElements":null,"eventID":"e-${more.length}-${more.charCodeAt(3)}",` +
  `"recipientAccountId":"111122223333"${more}}`;
const GOOD = record();
const list = (...records: readonly string[]): string => `{"Records":[${records.join(",")}]}`;
const nested = (depth: number, open: string, close: string): string => record(`,"deep":${open.repeat(depth)}1${close.repeat(depth)}`);
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);

/** name, bytes, records, quarantined, complete */
type Case = readonly [string, Buffer | string, number, number, boolean];

const CASES: readonly Case[] = [
  ...[10, 60].map((depth): Case => [`lists nested ${depth} deep`, list(GOOD, nested(depth, "[", "]")), 2, 0, true]),
  ...[100, 1000, 10_000, 100_000, 1_000_000].flatMap((depth): readonly Case[] => [
    [`lists nested ${depth} deep`, list(GOOD, nested(depth, "[", "]")), 2, 1, false],
    [`objects nested ${depth} deep`, list(GOOD, nested(depth, '{"a":', "}")), 2, 1, false],
  ]),
  [
    "a hundred thousand keys in one record",
    list(GOOD, record(`,"k":{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(",")}}`)),
    2,
    0,
    true,
  ],
  [
    "a million keys in one record",
    list(GOOD, record(`,"k":{${Array.from({ length: 1_000_000 }, (_, i) => `"k${i}":1`).join(",")}}`)),
    2,
    1,
    false,
  ],
  ["the same key a thousand times", list(GOOD, record(',"k":1'.repeat(1000))), 2, 1, false],
  [
    "keys called __proto__ and constructor",
    list(GOOD, record(',"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}')),
    2,
    0,
    true,
  ],
  ["NaN", list(GOOD, record(',"n":NaN')), 2, 1, false],
  ["Infinity", list(GOOD, record(',"n":-Infinity')), 2, 1, false],
  ["1e400", list(GOOD, record(',"n":1e400')), 2, 0, true],
  ["an integer past 2^53", list(GOOD, record(',"n":90071992547409931234')), 2, 0, true],
  ["a lone surrogate", list(GOOD, record(',"s":"\\ud800"')), 2, 0, true],
  ["a NUL in a text, escaped", list(GOOD, record(',"s":"\\u0000"')), 2, 0, true],
  ["a NUL in a text, bare", list(GOOD, record(',"s":"\u0000"')), 2, 1, false],
  ["a right-to-left override", list(GOOD, record(',"s":"\u202e"')), 2, 0, true],
  [
    "bytes that are no UTF-8",
    Buffer.concat([
      Buffer.from('{"Records":['),
      Buffer.from(`${GOOD},`),
      Buffer.from(record(',"s":"')).subarray(0, -1),
      Buffer.from([0xff, 0xc3, 0x28]),
      Buffer.from('"}]}'),
    ]),
    2,
    0,
    true,
  ],
  ["a byte order mark", `\ufeff${list(GOOD)}`, 1, 0, true],
  ["UTF-16", utf16(list(GOOD)), 0, 0, false],
  ["CRLF between lines", `${GOOD}\r\n${record(',"x":12')}\r\n`, 2, 0, true],
  ["blank lines between lines", `\n\n${GOOD}\n\n\n${record(',"x":12')}\n\n`, 2, 0, true],
  ["objects one after the other", `${GOOD}${record(',"x":12')}`, 2, 0, true],
  ["two delivery objects one after the other", `${list(GOOD)}${list(record(',"x":12'))}`, 2, 0, true],
  ["Records that are an object", `{"Records":${GOOD}}`, 1, 0, true],
  ["a bare list", `[${GOOD}]`, 1, 0, true],
  // A run of things that are no objects counts once.
  ["null, numbers and texts among the records", list("null", "1", '"x"', GOOD, "[]", "{}"), 4, 3, false],
  ["an empty file", "", 0, 0, false],
  ["only blanks", " \n\t\n ", 0, 0, false],
];

const WRAPPED: readonly (readonly [string, string, Buffer | string, boolean])[] = [
  ["gzip without its ending", "plain.json", gzipSync(list(GOOD)), true],
  ["plain JSON that calls itself gzip", "not.json.gz", list(GOOD), true],
  ["gzip that calls itself zstd", "not.json.zst", gzipSync(list(GOOD)), true],
  ["a zip archive that calls itself JSON", "zip.json", Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(60)]), false],
  ["a gzip header and nothing else", "head.json.gz", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), false],
];

describe("a file with", () => {
  it.each(CASES.map((one, at) => [one[0], one, at] as const))(
    "%s is accounted for",
    async (_, [, bytes, records, quarantined, complete], at) => {
      const file = path.join(scratch, `${at}.json`);
      writeFileSync(file, bytes);
      const { summary } = await scanPaths([file]);
      expect(summary).toMatchObject({ records, quarantined, complete, remainder: 0 });
      expect(Reflect.get({}, "polluted")).toBeUndefined();
      rmSync(file);
    },
  );

  it.each(WRAPPED)("%s is taken for what it is", async (_, name, bytes, readable) => {
    const file = path.join(scratch, name);
    writeFileSync(file, bytes);
    const { summary } = await scanPaths([file]);
    expect(summary.remainder).toBe(0);
    expect(summary.records).toBe(readable ? 1 : 0);
    expect(summary.complete).toBe(readable);
    rmSync(file);
  });

  it("zstd is read where Node can, with any ending", async () => {
    const compress: unknown = Reflect.get(zlib, "zstdCompressSync");
    if (typeof compress !== "function") return console.log("not run: this Node cannot write zstd");
    const file = path.join(scratch, "z.json");
    writeFileSync(file, Reflect.apply(compress, zlib, [list(GOOD)]));
    expect((await scanPaths([file])).summary).toMatchObject({ records: 1, complete: true });
  });
});
