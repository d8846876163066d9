/**
 * Whether memory grows with the number of objects: scans a corpus once and ten times over, the copies being hard links below
 * further prefixes, and prints the peak of each.
 *   node bench/soak.mjs DIR [--times 10]    DIR as made by generate.mjs
 * Copies of records are told as such, so this is about objects and records, not about facts: correlate.mjs has those.
 */
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { measure, readCorpus } from "./measure.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { times: { type: "string", default: "10" } } });
const [folder] = positionals;
if (folder === undefined) {
  console.error("usage: node bench/soak.mjs DIR [--times 10]");
  process.exit(2);
}
const { logsFolder: logs, records } = readCorpus(folder);
const times = Number(values.times);
// Beside the corpus, because links do not reach over file systems.
const copies = mkdtempSync(path.join(folder, "..", "soak-"));
try {
  for (let nth = 0; nth < times; nth += 1) link(path.join(copies, `copy-${nth}`, path.basename(logs)));
  const once = tell(logs, records);
  const often = tell(copies, records * times);
  console.log(`grows by ${Math.round((often - once) / 1e6)} MB`);
} finally {
  rmSync(copies, { recursive: true });
}

function link(target) {
  for (const entry of readdirSync(logs, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const place = path.join(target, path.relative(logs, entry.parentPath));
    mkdirSync(place, { recursive: true });
    linkSync(path.join(entry.parentPath, entry.name), path.join(place, entry.name));
  }
}

function tell(target, expected) {
  const { cpu, rss, wall, stderr } = measure("scan", { logsFolder: target });
  const summary = JSON.parse(stderr.split("\n").find((line) => line.startsWith('{"schema":"faastrail.summary')));
  if (summary.records !== expected || summary.remainder !== 0) throw new Error(`${summary.records} of ${expected} records accounted for`);
  console.log(`${expected} records: peak ${Math.round(rss / 1e6)} MB, ${cpu.toFixed(1)} CPU s, ${wall.toFixed(1)} s`);
  return rss;
}
