/**
 * Times `faastrail scan` over a corpus made by generate.mjs, next to two yardsticks that are run
 * in turn on the same files: Node's own gunzipSync, and JSON.parse of everything.
 *   node bench/scan.mjs DIR [--rounds 3] [--only scan,gunzip,parse]
 * CPU seconds are user and system time of the child process, from the system's own accounting.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PRELOAD = path.join(HERE, "report-usage.mjs");
const PROGRAM = path.join(HERE, "..", "bin", "faastrail.mjs");
const YARDSTICK = path.join(HERE, "yardstick.mjs");
const MARK = "faastrail-bench-usage ";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: "string" }, only: { type: "string" } } });
const folder = positionals[0];
if (folder === undefined) {
  console.error("usage: node bench/scan.mjs DIR [--rounds 3] [--only scan,gunzip,parse]");
  process.exit(2);
}
const corpus = JSON.parse(readFileSync(path.join(folder, "corpus.json"), "utf8"));
const logs = path.join(folder, "AWSLogs");
const commands = {
  gunzip: [YARDSTICK, "gunzip", logs],
  scan: [PROGRAM, "scan", logs, "--format", "jsonl"],
  parse: [YARDSTICK, "parse", logs],
};
const names = Object.keys(commands).filter((name) => values.only === undefined || values.only.split(",").includes(name));
const runs = new Map(names.map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds ?? 3); round += 1) {
  for (const name of names) runs.get(name).push(measure(commands[name]));
}
printTable();
if (names.includes("scan")) checkFindings(runs.get("scan"));

/** One run of a Node program with its cost: seconds and bytes. */
function measure(args) {
  const started = process.hrtime.bigint();
  const child = spawnSync(process.execPath, ["--import", PRELOAD, ...args], { encoding: "utf8", maxBuffer: 1 << 30 });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  const line = child.stderr.split("\n").find((text) => text.startsWith(MARK));
  if (line === undefined) throw new Error(`no usage line from ${args.join(" ")}:\n${child.stderr.slice(-2000)}`);
  return { ...JSON.parse(line.slice(MARK.length)), wall, status: child.status, stdout: child.stdout, stderr: child.stderr };
}

function printTable() {
  const mix = `${corpus.records} records, ${corpus.objects} objects, ${(100 * corpus.relevant).toFixed(1)} % relevant, ${(100 * corpus.runAs).toFixed(1)} % by functions, seed ${corpus.seed}`;
  console.log(`${mix}\n${os.cpus()[0]?.model ?? "unknown CPU"}, Node ${process.version}, median of ${runs.get(names[0]).length}`);
  console.log("what       CPU s   wall s   peak MB   records per CPU s   x gunzip");
  const base = runs.has("gunzip") ? median(runs.get("gunzip"), "cpu") : Number.NaN;
  for (const name of names) {
    const cpu = median(runs.get(name), "cpu");
    const cells = [
      name.padEnd(8),
      cpu.toFixed(2).padStart(7),
      median(runs.get(name), "wall").toFixed(2).padStart(8),
      (median(runs.get(name), "rss") / 1e6).toFixed(0).padStart(9),
    ];
    console.log(
      [
        ...cells,
        Math.round(corpus.records / cpu)
          .toLocaleString("en")
          .padStart(19),
        (cpu / base).toFixed(2).padStart(10),
      ].join(" "),
    );
  }
}

function median(list, key) {
  const sorted = list.map((run) => run[key]).toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Fast and blind is no result: the planted attack must be there, and the counts must add up. */
function checkFindings(scans) {
  let ok = true;
  for (const run of scans) {
    const incidents = run.stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const planted = incidents.find((incident) => incident.automation.id === corpus.planted);
    const loud = incidents.filter((incident) => ["medium", "high", "critical"].includes(incident.severity));
    const summary = run.stderr
      .split("\n")
      .filter((line) => line.startsWith('{"schema":"faastrail.summary'))
      .map((line) => JSON.parse(line))[0];
    const counted = summary?.records === corpus.records && summary?.remainder === 0;
    console.log(
      `exit ${run.status}; planted attack ${planted === undefined ? "MISSED" : `found (${planted.severity})`}; ${loud.length} incidents at medium or above; records ${summary?.records ?? "not reported"}${counted ? "" : ", NOT ACCOUNTED FOR"}`,
    );
    ok &&= planted !== undefined && counted;
  }
  if (!ok) process.exitCode = 1;
}
