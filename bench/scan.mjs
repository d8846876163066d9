/**
 * Times `faastrail scan` over corpora made by generate.mjs, next to yardsticks that are run in turn on
 * the same files: Node's own gunzipSync, JSON.parse of everything, DuckDB's read_json, and jq. Needs a build.
 *   node bench/scan.mjs DIR... [--rounds 3] [--only gunzip,scan,"scan on one processor",parse,duckdb,jq]
 *   node bench/scan.mjs --make DIR    makes the usual corpora below DIR first
 * CPU seconds are user and system time of the process, from the system's own accounting.
 */
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeCorpora } from "./corpora.mjs";
import { COMMANDS, IN_EVERY_ROUND, isHere, measure } from "./measure.mjs";
import { checkFindings, heading, rowOf } from "./table.mjs";

const text = { type: "string" };
const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: text, only: text, make: text } });
const folders = values.make === undefined ? positionals : makeCorpora(values.make);
if (folders.length === 0 || !folders.every((folder) => existsSync(path.join(folder, "corpus.json")))) {
  console.error("usage: node bench/scan.mjs DIR... [--rounds 3] [--only gunzip,scan,...] [--make DIR]");
  process.exit(2);
}
const wanted = (values.only ?? Object.keys(COMMANDS).join()).split(",").filter(isHere);
const rounds = Number(values.rounds ?? 3);

console.log(
  `${os.cpus()[0]?.model ?? "unknown CPU"}, ${os.availableParallelism()} processors, Node ${process.version}, median of ${rounds}\n`,
);
console.log(heading());
const complaints = [];
for (const folder of folders) {
  const corpus = JSON.parse(readFileSync(path.join(folder, "corpus.json"), "utf8"));
  // jq takes ten times as long as all the rest: its figure for one corpus will do.
  const commands = wanted.filter((name) => name !== "jq" || folder === folders[0]);
  const runs = runInTurn(path.join(folder, "AWSLogs"), commands);
  for (const name of commands) console.log(rowOf(corpus, name, runs));
  const scans = [...(runs.get("scan") ?? []), ...(runs.get("scan on one processor") ?? [])];
  complaints.push(...checkFindings(corpus, scans));
}
console.log(`\n${complaints.length === 0 ? "Every planted attack was found, and every record accounted for." : complaints.join("\n")}`);
if (complaints.length > 0) process.exitCode = 1;

/** All commands once, then the quick ones again: what else the machine does hits them alike. */
function runInTurn(logs, commands) {
  const runs = new Map(commands.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of commands) if (round === 0 || IN_EVERY_ROUND.includes(name)) runs.get(name).push(measure(name, logs));
  }
  return runs;
}
