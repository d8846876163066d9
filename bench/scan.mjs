/**
 * Times `faastrail scan` over corpora made by generate.mjs, next to yardsticks that are run in turn on
 * the same files: Node's own gunzipSync, JSON.parse of everything, DuckDB's read_json, and jq.
 *   node bench/scan.mjs DIR... [--rounds 3] [--only scan,gunzip,parse,duckdb,jq]
 *   node bench/scan.mjs --make DIR    makes the usual corpora below DIR first
 * CPU seconds are user and system time of the process, from the system's own accounting.
 */
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeCorpora } from "./corpora.mjs";
import { COMMANDS, hasJq, measure } from "./measure.mjs";
import { checkFindings, heading, rowOf } from "./table.mjs";

const text = { type: "string" };
const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: text, only: text, make: text } });
const folders = values.make === undefined ? positionals : makeCorpora(values.make);
if (folders.length === 0 || !folders.every((folder) => existsSync(path.join(folder, "corpus.json")))) {
  console.error("usage: node bench/scan.mjs DIR... [--rounds 3] [--only scan,gunzip,parse,duckdb,jq] [--make DIR]");
  process.exit(2);
}
const wanted = (values.only ?? Object.keys(COMMANDS).join()).split(",").filter((name) => name !== "jq" || hasJq());
const rounds = Number(values.rounds ?? 3);

console.log(
  `${os.cpus()[0]?.model ?? "unknown CPU"}, ${os.availableParallelism()} processors, Node ${process.version}, median of ${rounds}\n`,
);
console.log(heading());
const complaints = [];
for (const folder of folders) {
  const corpus = JSON.parse(readFileSync(path.join(folder, "corpus.json"), "utf8"));
  const runs = runInTurn(path.join(folder, "AWSLogs"));
  for (const name of wanted) console.log(rowOf(corpus, name, runs));
  complaints.push(...checkFindings(corpus, runs.get("scan") ?? []));
}
console.log(`\n${complaints.length === 0 ? "Every planted attack was found, and every record accounted for." : complaints.join("\n")}`);
if (complaints.length > 0) process.exitCode = 1;

/** All commands once, then all again: what else the machine does hits them alike. jq, the slowest by far, runs once. */
function runInTurn(logs) {
  const runs = new Map(wanted.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of wanted) if (name !== "jq" || round === 0) runs.get(name).push(measure(name, logs));
  }
  return runs;
}
