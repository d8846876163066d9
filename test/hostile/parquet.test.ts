import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measuredScan, summaryOf } from "./measured-run.ts";

/* Tables made to exhaust or to fool whoever reads them, given to the program as users do. What is genuine in them DuckDB wrote. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-parquet-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const ROWS = 1000;
const MOST_MB = 256;
/** Two seconds are promised on a quiet machine; other tests share this one. */
const MOST_MS = 6000;

const EVENT =
  "select 'ListUsers' as eventname, 'iam.amazonaws.com' as eventsource, '2026-10-05T00:00:00Z' as eventtime, i::varchar as eventid";

async function table(name: string, query: string): Promise<string> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const file = path.join(scratch, name);
  await connection.run(`copy (${query}) to '${file}' (format parquet, compression zstd)`);
  connection.closeSync();
  return file;
}

let genuine: Buffer = Buffer.alloc(0);
let emptyMb = 0;
beforeAll(async () => {
  genuine = readFileSync(await table("genuine.parquet", `${EVENT} from range(${ROWS}) t(i)`));
  const none = path.join(scratch, "none.json");
  writeFileSync(none, '{"Records":[]}');
  emptyMb = (await measuredScan(none)).peakMb ?? 0;
});

/** A number as the footer writes it: zigzag, seven bits a byte. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = BigInt(value) * 2n; ; left >>= 7n) {
    bytes.push(Number(left & 127n) | (left > 127n ? 128 : 0));
    if (left <= 127n) return Buffer.from(bytes);
  }
}

/** The genuine table with the counts of its footer replaced: all of them, or that of the row group only. */
function lying(rows: number, which: "all" | "group"): Buffer {
  const length = genuine.readUInt32LE(genuine.length - 8);
  const body = genuine.subarray(0, genuine.length - 8 - length);
  let footer = genuine.subarray(genuine.length - 8 - length, genuine.length - 8);
  const [told, lie] = [ROWS, rows].map((count) => Buffer.concat([Buffer.from([0x16]), varint(count)]));
  if (told === undefined || lie === undefined) throw new Error("two counts");
  const first = which === "all" ? 0 : footer.lastIndexOf(told);
  for (let at = footer.indexOf(told, first); at !== -1; at = footer.indexOf(told, at + lie.length))
    footer = Buffer.concat([footer.subarray(0, at), lie, footer.subarray(at + told.length)]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(footer.length);
  return Buffer.concat([body, footer, size, Buffer.from("PAR1")]);
}

async function refused(name: string, file: string): Promise<string> {
  const run = await measuredScan(file);
  const what = `${name}: ${Math.round(run.ms)} ms, ${Math.round(run.peakMb ?? 0)} MB, ${run.stderr.slice(-300)}`;
  expect(run.code, what).toBe(3);
  const summary = summaryOf(run);
  expect(summary, what).toMatchObject({ complete: false, remainder: 0 });
  expect(run.ms, what).toBeLessThan(MOST_MS);
  expect((run.peakMb ?? 0) - emptyMb, what).toBeLessThan(MOST_MB);
  return JSON.stringify(summary["problems"]);
}

describe("a Parquet table", () => {
  it("that is cut or whose footer is longer than the file is refused", async () => {
    const file = path.join(scratch, "cut.parquet");
    writeFileSync(file, genuine.subarray(0, genuine.length - 100));
    expect(await refused("cut", file)).toContain("cannot be read");
    const long = Buffer.from(genuine);
    long.writeUInt32LE(0xffff_fff0, long.length - 8);
    writeFileSync(file, long);
    expect(await refused("long footer", file)).toContain("cannot be read");
  });

  it.each(["all", "group"] as const)(
    "that claims a billion times the rows it has is refused, with the counts of %s replaced",
    async (which) => {
      const file = path.join(scratch, `lying-${which}.parquet`);
      writeFileSync(file, lying(ROWS * 1_000_000_000, which));
      expect(await refused(which, file)).toContain("cannot be read");
    },
  );

  it("of few bytes that hold a value of 100 MB, or one of 10 kB in each of many rows, is refused", async () => {
    const long = await table("long.parquet", "select repeat('a', 100000000) as eventname");
    expect(await refused("long value", long)).toContain("does not fit into memory");
    const many = await table("many.parquet", "select repeat('a', 10000) as eventname from range(10000) t(i)");
    expect(await refused("many rows", many)).toContain("two hundred times");
  });
});
