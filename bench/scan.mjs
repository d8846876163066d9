/**
 * Times `faastrail scan` over corpora made by generate.mjs, next to yardsticks that are run in turn on
 * the same files: Node's own gunzipSync, in one thread and by two with half of the files each, JSON.parse of everything, DuckDB's read_json, and jq. Needs a build.
 *   node bench/scan.mjs DIR... [--rounds 3] [--only gunzip,"gunzip by two threads",scan,"scan on one processor",parse,duckdb,jq] [--least]
 *   node bench/scan.mjs --make DIR      makes the usual corpora of CloudTrail below DIR first
 *   node bench/scan.mjs --others DIR    the same for the main logs of the other providers
 * CPU seconds are user and system time of the process, from the system's own accounting: medians, or with --least the least of
 * the rounds, which is nearer the truth on a machine that does other things too.
 */
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeCorpora, makeOtherCorpora } from "./corpora.mjs";
import { COMMANDS, IN_EVERY_ROUND, isHere, measure, readCorpus } from "./measure.mjs";
import { checkFindings, figuresOf, heading, rowOf } from "./table.mjs";

const text = { type: "string" };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: text, only: text, make: text, others: text, least: { type: "boolean", default: false } },
});
const folders = [
  ...positionals,
  ...(values.make === undefined ? [] : makeCorpora(values.make)),
  ...(values.others === undefined ? [] : makeOtherCorpora(values.others)),
];
if (folders.length === 0 || !folders.every((folder) => existsSync(path.join(folder, "corpus.json")))) {
  console.error("usage: node bench/scan.mjs DIR... [--rounds 3] [--only gunzip,scan,...] [--least] [--make DIR] [--others DIR]");
  process.exit(2);
}
const asked = (values.only ?? Object.keys(COMMANDS).join()).split(",");
const wanted = asked.filter(isHere);
const rounds = Number(values.rounds ?? 3);
const which = values.least ? "least" : "median";

console.log(
  `${os.cpus()[0]?.model ?? "unknown CPU"}, ${os.availableParallelism()} processors, Node ${process.version}, ${which} of ${rounds}, load ${os.loadavg()[0]?.toFixed(1)}`,
);
for (const name of asked.filter((one) => !wanted.includes(one))) console.log(`${name}: not run, it is not here`);
console.log(`\n${heading()}`);
const complaints = [];
const figures = [];
for (const folder of folders) {
  const corpus = readCorpus(folder);
  // jq takes ten times as long as all the rest: its figure for one corpus will do. Neither it nor DuckDB's reader of JSON takes tables.
  const commands = wanted.filter(
    (name) => (name !== "jq" || folder === folders[0]) && (corpus.form !== "csv" || !["jq", "duckdb"].includes(name)),
  );
  const runs = runInTurn(corpus, commands);
  for (const name of commands) console.log(rowOf(corpus, name, runs, which));
  const scans = [...(runs.get("scan") ?? []), ...(runs.get("scan on one processor") ?? [])];
  complaints.push(...checkFindings(corpus, scans));
  figures.push(...figuresOf(corpus, runs, which));
}
if (figures.length > 0) console.log(`\n| figure | corpus | measured | target |\n| --- | --- | ---: | ---: |\n${figures.join("\n")}`);
console.log(`\n${complaints.length === 0 ? "Every planted attack was found, and every record accounted for." : complaints.join("\n")}`);
if (complaints.length > 0) process.exitCode = 1;

/** All commands once, then the quick ones again: what else the machine does hits them alike. */
function runInTurn(corpus, commands) {
  const runs = new Map(commands.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of commands) if (round === 0 || IN_EVERY_ROUND.includes(name)) runs.get(name).push(measure(name, corpus));
  }
  return runs;
}
