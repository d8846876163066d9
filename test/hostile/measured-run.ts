import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/sources.ts";

export interface MeasuredRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
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
  const watch = setInterval(() => (peakMb = peakOf(child.pid) ?? peakMb), 10);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  clearInterval(watch);
  return { code, stdout: text(out), stderr: text(err), ms: performance.now() - started, peakMb };
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

/** The JSON line that closes standard error. */
export function summaryOf(run: MeasuredRun): Readonly<Record<string, unknown>> {
  const line = run.stderr.trimEnd().split("\n").at(-1) ?? "";
  if (!line.startsWith("{")) throw new Error(`no summary; the program said: ${run.stderr.slice(0, 500)}`);
  return JSON.parse(line) as Record<string, unknown>; // the program's own line
}
