import type { Command } from "commander";
import type { Context } from "../context.ts";
import { addWriteFlags, type WriteFlags } from "../flags/scan-flags.ts";

/** `faastrail incidents --store FILE`: what an earlier scan found, without reading the logs again. */
export function addIncidentsCommand(program: Command, context: Context): void {
  const incidents = program
    .command("incidents")
    .description("list the incidents of a store that an earlier scan made with --store")
    .argument("[path...]", "files or folders to read first; none: only what the store holds");
  addWriteFlags(incidents).action(async (paths: string[], flags: WriteFlags) => {
    const { presentStored, scanAndPresent } = await import("../actions/scan.ts");
    await (paths.length > 0 ? scanAndPresent(paths, flags, context) : presentStored(flags, context));
  });
}
