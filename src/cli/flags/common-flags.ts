import type { Command } from "commander";

/** Adds the flags of `CommonFlags`. */
export function addCommonFlags(command: Command): Command {
  return command
    .option("--config <file>", "configuration file (default: faastrail.yaml in this folder)")
    .option("--quiet", "no progress bar and no closing summary")
    .option("-v, --verbose", "list every file, and show the stack of internal errors")
    .option("--no-color", "no colour (NO_COLOR and FORCE_COLOR work too)");
}

/** For options that may be given several times. */
export function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}
