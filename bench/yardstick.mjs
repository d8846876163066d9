/** The yardsticks: what Node itself needs to unpack, or to unpack and parse, the same files. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

const [mode, folder] = process.argv.slice(2);
let seen = 0;
for (const entry of readdirSync(folder, { recursive: true })) {
  if (!entry.endsWith(".json.gz")) continue;
  const bytes = gunzipSync(readFileSync(path.join(folder, entry)));
  seen += mode === "parse" ? JSON.parse(bytes.toString("utf8")).Records.length : bytes.length;
}
console.log(seen);
