/**
 * The yardsticks: what others need to unpack, or to unpack and parse, the same files.
 *   node bench/yardstick.mjs gunzip|gunzip-by-two|parse|duckdb CORPUS
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread, Worker } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { duckDbQuery, formOf, recordsOf } from "./forms.mjs";

// A thread is given the same arguments.
const [mode, corpus] = process.argv.slice(2);
const form = formOf(JSON.parse(readFileSync(path.join(corpus, "corpus.json"), "utf8")));
const folder = path.join(corpus, form.logs);
if (mode === "gunzip-by-two") await readByTwo();
else console.log(mode === "duckdb" ? await queryDuckDb() : await readAll(mode));

/** Half of the files each: what two processors can do with work that has nothing in common. */
async function readByTwo() {
  if (!isMainThread) return console.log(await readAll("gunzip", 1));
  const other = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) });
  const ended = new Promise((resolve) => void other.once("exit", resolve));
  console.log(await readAll("gunzip", 0));
  await ended;
}

async function readAll(how, half = null) {
  let seen = 0;
  const entries = readdirSync(folder, { recursive: true }).filter((entry) => entry.endsWith(".gz"));
  for (const [nth, entry] of entries.entries()) {
    if (half !== null && nth % 2 !== half) continue;
    const bytes = gunzipSync(readFileSync(path.join(folder, entry)));
    if (how !== "parse") seen += bytes.length;
    else seen += form.form === "csv" ? await parseTable(bytes) : recordsOf(bytes.toString("utf8"), form).length;
  }
  return seen;
}

/** The column AuditData holds each record as text. */
async function parseTable(bytes) {
  const { parse } = await import("csv-parse/sync");
  return parse(bytes, { columns: true }).map(({ AuditData }) => JSON.parse(AuditData)).length;
}

/** Each record as JSON, and one field of it: the least that a search has to do. */
async function queryDuckDb() {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(duckDbQuery(path.join(folder, "**", "*.json.gz"), form));
  return String(result.getRows()[0]);
}
