import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { longString, manyMembersBomb, millionEntries, nestedBomb, oneMemberBomb, tinyMembersBomb } from "./bombs.mjs";
import { measuredScan, summaryOf } from "./measured-run.ts";
import type { MeasuredRun } from "./measured-run.ts";

/*
 * Files made to exhaust whoever opens them, given to the program as users do. Truncation, flipped bytes and limits in
 * small are tested in src/inputs/damage.test.ts.
 */

/** More than a scan of an empty file takes, in milliseconds and megabytes. */
const MOST_MS = 2000;
const MOST_MB = 256;
/** Two seconds are promised on a quiet machine; other tests and their caches share this one. */
const BUSY = 3;
const slow = process.env["TEST_SLOW"] === "1";
const GIGABYTES = slow ? 10 : 2;

const HEAD = '{"Records":[{"eventVersion":"1.11","eventTime":"2026-10-01T00:00:00Z","eventSource":"lambda.amazonaws.com","eventName":"';
const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-bombs-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const BOMBS: readonly (readonly [string, string, () => Buffer | string])[] = [
  [`a gzip member of ${GIGABYTES} GB of letters`, "one.json.gz", () => oneMemberBomb(HEAD, "a", GIGABYTES * 1024)],
  [`a gzip member of ${GIGABYTES} GB of blanks`, "blanks.json.gz", () => oneMemberBomb('{"Records":[', " ", GIGABYTES * 1024)],
  [`a gzip member of ${GIGABYTES} GB of brackets`, "brackets.json.gz", () => oneMemberBomb('{"Records":[', "[", GIGABYTES * 1024)],
  [`${GIGABYTES * 1024} gzip members of a megabyte`, "many.json.gz", () => manyMembersBomb(HEAD, "a", GIGABYTES * 1024)],
  ["100,000 gzip members of one character", "tiny.json.gz", () => tinyMembersBomb('{"Records":[', 100_000)],
  ["gzip within gzip within gzip", "nested.json.gz", () => nestedBomb(3)],
  ["a list of a million numbers", "million.json", millionEntries],
  ["a record with a text of 200 MB", "long.json", () => longString(200)],
  ["lists nested a million deep", "deep.json", () => `{"Records":[${"[".repeat(1_000_000)}]}`],
  [
    "objects nested a million deep",
    "objects.json",
    () => `{"Records":[{"eventVersion":"1.11","eventName":"CreateFunction20150331","a":${'{"a":'.repeat(1_000_000)}1`,
  ],
];

/** Each takes seconds, so the quick run takes three kinds. */
const QUICK = new Set(["one.json.gz", "nested.json.gz", "deep.json"]);
const chosen = slow ? BOMBS : BOMBS.filter(([, name]) => QUICK.has(name));
if (!slow) console.log(`not run: ${BOMBS.length - chosen.length} of ${BOMBS.length} bombs, TEST_SLOW=1 is not set`);

let empty: MeasuredRun;
beforeAll(async () => {
  const file = path.join(scratch, "none.json");
  writeFileSync(file, '{"Records":[]}');
  empty = await measuredScan(file);
});

describe("the program", () => {
  it.each(chosen)("survives %s, soon and without much memory", async (_, name, make) => {
    const file = path.join(scratch, name);
    writeFileSync(file, make());
    const run = await measuredScan(file);
    rmSync(file);
    const what = `${Math.round(run.ms)} ms, ${Math.round(run.peakMb ?? 0)} MB: ${run.stderr.slice(-400)}`;
    // Nothing usable was found: incomplete, never "no incidents".
    expect(run.code, what).toBe(3);
    expect(summaryOf(run), what).toMatchObject({ complete: false, remainder: 0 });
    expect(run.ms - empty.ms, what).toBeLessThan(MOST_MS * BUSY);
    if (run.peakMb !== null && empty.peakMb !== null) expect(run.peakMb - empty.peakMb, what).toBeLessThan(MOST_MB);
  });
});
