import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/sources.ts";

export interface MeasuredRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Time from start to end, or what of it was spent computing where the system tells: others may keep the machine busy. */
  readonly ms: number;
  /** Peak of resident memory in megabytes; null where the system does not tell. */
  readonly peakMb: number | null;
}

/** Runs the built program on one file and watches its memory, so that a crash or a flood is seen from outside. */
export async function measuredScan(file: string): Promise<MeasuredRun> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, "bin", "faastrail.mjs"), "scan", file, "--format", "jsonl"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => err.push(bytes));
  let peakMb: number | null = null;
  let cpuMs: number | null = null;
  const watch = setInterval(() => {
    peakMb = peakOf(child.pid) ?? peakMb;
    cpuMs = cpuOf(child.pid) ?? cpuMs;
  }, 10);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  clearInterval(watch);
  return {
    code,
    stdout: text(out),
    stderr: text(err),
    ms: Math.min(performance.now() - started, cpuMs ?? Number.POSITIVE_INFINITY),
    peakMb,
  };
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}

/** `VmHWM` never falls, so the last look before the end is as good as any. */
function peakOf(pid: number | undefined): number | null {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return found === null ? null : Number(found[1]) / 1024;
  } catch {
    return null;
  }
}

/** Processor time of all threads so far, in milliseconds: fields 14 and 15 of the process's line, in hundredths of a second. */
function cpuOf(pid: number | undefined): number | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

/** The JSON line that closes standard error. */
export function summaryOf(run: MeasuredRun): Readonly<Record<string, unknown>> {
  const line = run.stderr.trimEnd().split("\n").at(-1) ?? "";
  if (!line.startsWith("{")) throw new Error(`no summary; the program said: ${run.stderr.slice(0, 500)}`);
  return JSON.parse(line) as Record<string, unknown>; // the program's own line
}
