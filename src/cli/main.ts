import { CommanderError } from "commander";
import { UserError } from "../util/errors.ts";
import { printable } from "../util/printable.ts";
import { newContext } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { processIo, type Io } from "./io.ts";
import { buildProgram } from "./program.ts";

/** Runs the program as a process: bin/faastrail.mjs calls this. */
export async function runProcess(): Promise<void> {
  // Not process.exit: what is still in a pipe gets written first.
  process.exitCode = await main(process.argv.slice(2), processIo());
}

/** Runs one command line and returns the exit code. Never throws. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  const context = newContext(io);
  try {
    await buildProgram(context).parseAsync([...args], { from: "user" });
    return context.exit;
  } catch (error) {
    return tellError(error, io, args);
  }
}

function tellError(error: unknown, io: Io, args: readonly string[]): ExitCode {
  // Commander has already written help or its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UserError) {
    const next = error.next === undefined ? [] : [`  ${error.next}`];
    tell(io, [`faastrail: ${error.message}`, ...next]);
    return EXIT.usage;
  }
  const detailed = args.includes("-v") || args.includes("--verbose");
  tell(io, [
    `faastrail: internal error: ${error instanceof Error ? error.message : String(error)}`,
    ...(detailed ? [stackOf(error)] : ["  Run it again with -v for details, and please report it with them."]),
  ]);
  return EXIT.internal;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const cause = error.cause === undefined ? "" : `\ncaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** Messages quote file names and YAML, which somebody else may have written. */
function tell(io: Io, texts: readonly string[]): void {
  const lines = texts.flatMap((text) => text.split("\n"));
  io.stderr.write(lines.map((line) => `${printable(line)}\n`).join(""));
}
