import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./sources.ts";

export interface ProgramRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Buffer;
  /** Close our end of standard output after its first bytes, as `| head -c 1` does. */
  readonly hangUp?: boolean;
}

/** Runs the built program as a child process, without this machine's own settings. */
export async function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramRun> {
  const program = join(root, "bin", "faastrail.mjs");
  if (!existsSync(join(root, "dist", "cli", "main.js"))) throw new Error("the program is not built: npm test builds it, or npm run build");
  const env = { PATH: process.env["PATH"] ?? "", ...options.env };
  const child = spawn(process.execPath, [program, ...args], { cwd: options.cwd ?? root, env, stdio: ["pipe", "pipe", "pipe"] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (bytes: Buffer) => {
    stdout.push(bytes);
    if (options.hangUp === true) child.stdout.destroy();
  });
  child.stderr.on("data", (bytes: Buffer) => stderr.push(bytes));
  // The program may end before it has read everything.
  child.stdin.on("error", () => {});
  child.stdin.end(options.stdin ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { code, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") };
}
