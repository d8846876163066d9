import type { Context } from "../context.ts";
import { withScan, withStore } from "../pipeline/scan-paths.ts";
import { presentScan } from "../printing/present.ts";
import { plannedOutputs, scanOptionsOf, writeSettingsOf, type WriteFlags } from "../flags/scan-flags.ts";

/** From logs to incidents. */
export async function scanAndPresent(paths: readonly string[], flags: WriteFlags, context: Context): Promise<void> {
  const settings = await writeSettingsOf(flags, context);
  const plan = plannedOutputs(flags, settings, context);
  const { clearProgress, ...options } = scanOptionsOf(flags, settings, context);
  await withScan(paths, options, async ({ result }) => {
    clearProgress();
    await presentScan({ result, paths, plan, settings, flags, context });
  });
}

/** What an earlier scan found, without reading the logs again. */
export async function presentStored(flags: WriteFlags, context: Context): Promise<void> {
  const settings = await writeSettingsOf(flags, context);
  const plan = plannedOutputs(flags, settings, context);
  await withStore(scanOptionsOf(flags, settings, context), ({ result }) =>
    presentScan({ result, paths: [], plan, settings, flags, context }),
  );
}
