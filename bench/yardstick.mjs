/**
 * The yardsticks: what others need to unpack, or to unpack and parse, the same files.
 *   node bench/yardstick.mjs gunzip|parse|duckdb CORPUS
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { duckDbQuery, formOf, recordsOf } from "./forms.mjs";

const [mode, corpus] = process.argv.slice(2);
const form = formOf(JSON.parse(readFileSync(path.join(corpus, "corpus.json"), "utf8")));
const folder = path.join(corpus, form.logs);
console.log(mode === "duckdb" ? await queryDuckDb() : await readAll(mode));

async function readAll(how) {
  let seen = 0;
  for (const entry of readdirSync(folder, { recursive: true })) {
    if (!entry.endsWith(".gz")) continue;
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
