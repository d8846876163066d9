/** The yardsticks: what others need to unpack, or to unpack and parse, the same files. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

const [mode, folder] = process.argv.slice(2);
console.log(mode === "duckdb" ? await queryDuckDb() : readAll(mode));

function readAll(how) {
  let seen = 0;
  for (const entry of readdirSync(folder, { recursive: true })) {
    if (!entry.endsWith(".json.gz")) continue;
    const bytes = gunzipSync(readFileSync(path.join(folder, entry)));
    seen += how === "parse" ? JSON.parse(bytes.toString("utf8")).Records.length : bytes.length;
  }
  return seen;
}

/** Each record as JSON, and one field of it: the least that a search has to do. */
async function queryDuckDb() {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const files = path.join(folder, "**", "*.json.gz").replaceAll("'", "''");
  const rows = `select unnest("Records") as r from read_json('${files}', columns = {"Records": 'JSON[]'}, maximum_object_size = 268435456)`;
  const result = await connection.runAndReadAll(`select count(*) filter (r->>'eventName' like 'CreateFunction%') from (${rows})`);
  return String(result.getRows()[0]);
}
