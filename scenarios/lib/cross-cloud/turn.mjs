/** Copies logs into files that nobody would write: all records backwards, split by parity, and every other file given twice. */
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

export function writeTurned(from, to) {
  const records = readdirSync(from, { recursive: true })
    .map(String)
    .filter((file) => statSync(path.join(from, file)).isFile())
    .toSorted()
    .flatMap((file) => recordsIn(gunzipSync(readFileSync(path.join(from, file))).toString("utf8")))
    .toReversed();
  mkdirSync(to, { recursive: true });
  const odd = records.filter((_, index) => index % 2 === 1);
  const even = records.filter((_, index) => index % 2 === 0);
  for (const [name, lines] of Object.entries({ "a-odd": odd, "b-even": even, "c-odd-again": odd }))
    writeFileSync(path.join(to, `${name}.jsonl`), `${lines.join("\n")}\n`);
}

/** A line each, whatever holds them. */
function recordsIn(text) {
  if (text.startsWith('{"Records":')) return JSON.parse(text).Records.map((record) => JSON.stringify(record));
  return text.split("\n").filter((line) => line !== "");
}
