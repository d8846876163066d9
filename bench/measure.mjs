/** One run of a program with its cost: seconds and bytes. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { formOf, jqProgram } from "./forms.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PRELOAD = path.join(HERE, "report-usage.mjs");
const PROGRAM = path.join(HERE, "..", "bin", "faastrail.mjs");
const YARDSTICK = path.join(HERE, "yardstick.mjs");
const MARK = "faastrail-bench-usage ";

const SCAN = (_, logs) => [PROGRAM, "scan", logs, "--format", "jsonl"];

/** Arguments for Node; jq is no Node program. The first one is what the ratios are to. */
export const COMMANDS = {
  gunzip: (corpus) => [YARDSTICK, "gunzip", corpus],
  "gunzip by two threads": (corpus) => [YARDSTICK, "gunzip-by-two", corpus],
  scan: SCAN,
  "scan on one processor": SCAN,
  parse: (corpus) => [YARDSTICK, "parse", corpus],
  duckdb: (corpus) => [YARDSTICK, "duckdb", corpus],
  jq: null,
};

/** Those that run in every round; the rest is slow and runs once. */
export const IN_EVERY_ROUND = ["gunzip", "gunzip by two threads", "scan", "scan on one processor"];

/** Whether the machine has what a command needs. */
export function isHere(name) {
  if (name === "jq") return spawnSync("jq", ["--version"]).status === 0;
  return name !== "scan on one processor" || spawnSync("taskset", ["-c", "0", "true"]).status === 0;
}

/** What corpus.json of a corpus says, and where its logs are. */
export function readCorpus(folder) {
  const corpus = JSON.parse(readFileSync(path.join(folder, "corpus.json"), "utf8"));
  return { ...corpus, folder, layout: formOf(corpus), logsFolder: path.join(folder, formOf(corpus).logs) };
}

/** @param {keyof typeof COMMANDS} name @param {{folder: string, logsFolder: string, layout: object}} corpus as `readCorpus` gives it */
export function measure(name, corpus) {
  if (name === "jq") return measureJq(corpus);
  const command = [process.execPath, "--import", PRELOAD, ...COMMANDS[name](corpus.folder, corpus.logsFolder)];
  return measureNode(name === "scan on one processor" ? ["taskset", "-c", "0", ...command] : command);
}

function measureNode([program, ...args]) {
  const started = process.hrtime.bigint();
  const child = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 30 });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  const line = child.stderr.split("\n").find((text) => text.startsWith(MARK));
  if (line === undefined) throw new Error(`no usage line from ${args.join(" ")}:\n${child.stderr.slice(-2000)}`);
  return { ...JSON.parse(line.slice(MARK.length)), wall, status: child.status, stdout: child.stdout, stderr: child.stderr };
}

/** The shell's `times` prints the user and system time of what it ran in its last line. Nothing says what memory that took. */
function measureJq({ logsFolder, layout }) {
  const script = `find "$1" -name '*.gz' -exec gzip -dc {} + | jq -c "$2" > /dev/null; times`;
  const started = process.hrtime.bigint();
  const child = spawnSync("bash", ["-c", script, "bash", logsFolder, jqProgram(layout)], { encoding: "utf8" });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  const parts = [...(child.stdout.trim().split("\n").at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  const cpu = parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  return { cpu, rss: Number.NaN, wall, status: child.status, stdout: "", stderr: child.stderr };
}
