import type { Command } from "commander";
import type { Context } from "../context.ts";
import { withStore } from "../pipeline.ts";
import { presentScan } from "../present.ts";
import { addWriteFlags, plannedOutputs, scanOptionsOf, writeSettingsOf, type WriteFlags } from "../scan-flags.ts";
import { scanAndPresent } from "./scan.ts";

/** `faastrail incidents --store FILE`: what an earlier scan found, without reading the logs again. */
export function addIncidentsCommand(program: Command, context: Context): void {
  const incidents = program
    .command("incidents")
    .description("list the incidents of a store that an earlier scan made with --store")
    .argument("[path...]", "files or folders to read first; none: only what the store holds");
  addWriteFlags(incidents).action((paths: string[], flags: WriteFlags) =>
    paths.length > 0 ? scanAndPresent(paths, flags, context) : listStored(flags, context),
  );
}

async function listStored(flags: WriteFlags, context: Context): Promise<void> {
  const settings = writeSettingsOf(flags, context);
  const plan = plannedOutputs(flags, settings, context);
  await withStore(scanOptionsOf(flags, settings, context), ({ result }) =>
    presentScan({ result, paths: [], plan, settings, flags, context }),
  );
}
