import type { Command } from "commander";
import type { Context } from "../context.ts";
import { addWriteFlags, type WriteFlags } from "../flags/scan-flags.ts";

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
  addWriteFlags(scan).action(async (paths: string[], flags: WriteFlags) => {
    const { scanAndPresent } = await import("../actions/scan.ts");
    await scanAndPresent(paths, flags, context);
  });
}
