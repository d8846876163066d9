/** One run of a program with its cost: seconds and bytes. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PRELOAD = path.join(HERE, "report-usage.mjs");
const PROGRAM = path.join(HERE, "..", "bin", "faastrail.mjs");
const YARDSTICK = path.join(HERE, "yardstick.mjs");
const MARK = "faastrail-bench-usage ";

const SCAN = (logs) => [PROGRAM, "scan", logs, "--format", "jsonl"];

/** Arguments for Node; jq is no Node program. The first one is what the ratios are to. */
export const COMMANDS = {
  gunzip: (logs) => [YARDSTICK, "gunzip", logs],
  scan: SCAN,
  "scan on one processor": SCAN,
  parse: (logs) => [YARDSTICK, "parse", logs],
  duckdb: (logs) => [YARDSTICK, "duckdb", logs],
  jq: null,
};

/** Those that run in every round; the rest is slow and runs once. */
export const IN_EVERY_ROUND = ["gunzip", "scan", "scan on one processor"];

/** Whether the machine has what a command needs. */
export function isHere(name) {
  if (name === "jq") return spawnSync("jq", ["--version"]).status === 0;
  return name !== "scan on one processor" || spawnSync("taskset", ["-c", "0", "true"]).status === 0;
}

/** @param {keyof typeof COMMANDS} name @param {string} logs folder */
export function measure(name, logs) {
  if (name === "jq") return measureJq(logs);
  const command = [process.execPath, "--import", PRELOAD, ...COMMANDS[name](logs)];
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

/** The shell's `times` prints the user and system time of what it ran, in its last line. */
function measureJq(logs) {
  const script = `find "$1" -name '*.json.gz' -exec gzip -dc {} + | jq -c '.Records[] | select(.eventName == "CreateFunction20150331")' > /dev/null; times`;
  const started = process.hrtime.bigint();
  const child = spawnSync("bash", ["-c", script, "bash", logs], { encoding: "utf8" });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  const parts = [...(child.stdout.trim().split("\n").at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  const cpu = parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  return { cpu, rss: Number.NaN, wall, status: child.status, stdout: "", stderr: child.stderr };
}
