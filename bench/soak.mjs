/**
 * Whether memory or the price of a record grows with what is read: scans a corpus once, three and ten times over.
 *   node bench/soak.mjs DIR                       DIR as made by generate.mjs; copies are hard links below further prefixes
 *   node bench/soak.mjs DIR --different FOLDER    corpora made as DIR was but of other seeds, kept in FOLDER: nothing in common
 *   --times 1,3,10                                how often
 * Copies make no facts and no rows that are not there already, so with them nothing may grow. Different records make as many
 * times the facts, and memory may grow by what those take.
 */
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeSeeds } from "./corpora.mjs";
import { measure, readCorpus } from "./measure.mjs";

const MOST_MB = 512;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: "string", default: "1,3,10" }, different: { type: "string" } },
});
const [folder] = positionals;
const times = values.times.split(",").map(Number);
if (folder === undefined || times.some((one) => !(one > 0))) {
  console.error("usage: node bench/soak.mjs DIR [--different FOLDER] [--times 1,3,10]");
  process.exit(2);
}
const corpus = readCorpus(folder);
const parts = partsOf(Math.max(...times));
console.log("| records | objects | facts | peak MB | CPU s | CPU s a million | wall s |\n|---:|---:|---:|---:|---:|---:|---:|");
const peaks = times.map((count) => scanned(parts.slice(0, count)));
const growth = Math.round(peaks.at(-1) - peaks[0]);
const what = values.different === undefined ? "of copies: none but what two runs differ by" : "of different records: what their facts take";
console.log(`\npeak ${Math.round(Math.max(...peaks))} MB (target: under ${MOST_MB}); grows by ${growth} MB (target, ${what})`);

/** As many corpora as are to be scanned together; links do not reach over file systems, so they lie in one. */
function partsOf(count) {
  if (values.different === undefined) return Array.from({ length: count }, () => corpus);
  return makeSeeds(values.different, corpus, count).map(readCorpus);
}

/** Scans corpora as one and returns the peak in MB. */
function scanned(some) {
  const together = mkdtempSync(path.join(some[0].folder, "..", "soak-"));
  try {
    for (const [nth, { logsFolder }] of some.entries()) link(logsFolder, path.join(together, `part-${nth}`, path.basename(logsFolder)));
    return tell(together, some);
  } finally {
    rmSync(together, { recursive: true });
  }
}

function link(from, target) {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const place = path.join(target, path.relative(from, entry.parentPath));
    mkdirSync(place, { recursive: true });
    linkSync(path.join(entry.parentPath, entry.name), path.join(place, entry.name));
  }
}

function tell(target, some) {
  const records = sum(some.map((part) => part.records));
  const { cpu, rss, wall, stderr } = measure("scan", { logsFolder: target });
  const summary = JSON.parse(stderr.split("\n").find((line) => line.startsWith('{"schema":"faastrail.summary')));
  if (summary.records !== records || summary.remainder !== 0) throw new Error(`${summary.records} of ${records} records accounted for`);
  const cells = [records, sum(some.map((part) => part.objects)), sum(Object.values(summary.facts)), Math.round(rss / 1e6)];
  cells.push(cpu.toFixed(1), ((cpu / records) * 1e6).toFixed(1), wall.toFixed(1));
  console.log(`| ${cells.map((cell) => cell.toLocaleString("en")).join(" | ")} |`);
  return rss / 1e6;
}

function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}
