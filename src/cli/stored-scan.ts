import { z } from "zod";
import type { ScanSummary } from "../incidents/summary.ts";
import type { Store } from "../store/store.ts";
import { UserError } from "../util/errors.ts";

/** What a store remembers of the scans that filled it: enough to list its incidents honestly later. */
export interface StoredScan {
  /** False as soon as one of the scans was incomplete. */
  readonly complete: boolean;
  /** True as soon as one of the scans read a stream. */
  readonly stdinOnly: boolean;
  /** True as soon as one of the scans had more run-as activity than is kept. */
  readonly activityDropped: boolean;
  /** Accounts whose private networks' telemetry any of the scans read. */
  readonly privateNetworks: readonly string[];
  /** Source ids seen by any of the scans. */
  readonly sources: readonly string[];
  /** Summary of the last scan. */
  readonly summary: ScanSummary;
}

/** Name under which a store remembers its scans. */
export const SCAN_META = "scan";
// The summary comes back from our own file; its exact shape is bound to the store's digest.
const Saved = z.object({
  complete: z.boolean(),
  stdinOnly: z.boolean(),
  activityDropped: z.boolean(),
  privateNetworks: z.array(z.string()),
  sources: z.array(z.string()),
  summary: z.custom<ScanSummary>((value) => typeof value === "object" && value !== null),
});

export async function rememberScan(store: Store, scan: StoredScan): Promise<void> {
  await store.setMeta(SCAN_META, JSON.stringify(scan));
}

/** What earlier scans left, or null in a new store. */
export async function recallScan(store: Store): Promise<StoredScan | null> {
  return parseStoredScan(await store.getMeta(SCAN_META));
}

/** What is remembered under `SCAN_META`, read back. */
export function parseStoredScan(text: string | null): StoredScan | null {
  return text === null ? null : Saved.parse(JSON.parse(text));
}

export async function recallScanOf(store: Store, file: string): Promise<StoredScan> {
  const scan = await recallScan(store);
  if (scan !== null) return scan;
  throw new UserError(`${file}: no scan was finished into this store`, `Fill it first: faastrail scan PATH --store ${file}`);
}
