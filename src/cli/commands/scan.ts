import type { Command } from "commander";
import type { Context } from "../context.ts";
import { withScan } from "../pipeline.ts";
import { presentScan } from "../present.ts";
import { addWriteFlags, plannedOutputs, scanOptionsOf, writeSettingsOf, type WriteFlags } from "../scan-flags.ts";

const EXAMPLES = `
Examples:
  faastrail scan logs/
  faastrail scan logs/ --since 30d -o report.html -o found.csv
  faastrail scan logs/ --store case.db          then: faastrail incidents --store case.db
  zcat logs/*.gz | faastrail scan - --fail-on high`;

/** `faastrail scan PATH...`: from logs to incidents. */
export function addScanCommand(program: Command, context: Context): void {
  const scan = program
    .command("scan")
    .description("find incidents in logs")
    .argument("<path...>", "files, folders, or - for standard input; .gz and .zst are read as they are")
    .addHelpText("after", EXAMPLES);
  addWriteFlags(scan).action((paths: string[], flags: WriteFlags) => scanAndPresent(paths, flags, context));
}

export async function scanAndPresent(paths: readonly string[], flags: WriteFlags, context: Context): Promise<void> {
  const settings = writeSettingsOf(flags, context);
  const plan = plannedOutputs(flags, settings, context);
  const { clearProgress, ...options } = scanOptionsOf(flags, settings, context);
  await withScan(paths, options, async ({ result }) => {
    clearProgress();
    await presentScan({ result, paths, plan, settings, flags, context });
  });
}
