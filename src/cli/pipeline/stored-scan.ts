import type { ScanSummary } from "../../incidents/summary.ts";
import type { Store } from "../../store/store.ts";
import { UserError } from "../../util/errors.ts";

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
export async function rememberScan(store: Store, scan: StoredScan): Promise<void> {
  await store.setMeta(SCAN_META, JSON.stringify(scan));
}

/** What earlier scans left, or null in a new store. */
export async function recallScan(store: Store): Promise<StoredScan | null> {
  return parseStoredScan(await store.getMeta(SCAN_META));
}

/** What is remembered under `SCAN_META`, read back. Throws where it is something else. */
export function parseStoredScan(text: string | null): StoredScan | null {
  if (text === null) return null;
  const saved: unknown = JSON.parse(text);
  if (!isStoredScan(saved)) throw new Error("what the store remembers of its scans cannot be understood");
  return saved;
}

/** The summary comes back from our own file; its exact shape is bound to the store's digest. */
function isStoredScan(saved: unknown): saved is StoredScan {
  if (typeof saved !== "object" || saved === null) return false;
  const { complete, stdinOnly, activityDropped, privateNetworks, sources, summary }: Readonly<Record<string, unknown>> = { ...saved };
  const areTruths = [complete, stdinOnly, activityDropped].every((value) => typeof value === "boolean");
  const areTexts = [privateNetworks, sources].every((list) => Array.isArray(list) && list.every((text) => typeof text === "string"));
  return areTruths && areTexts && typeof summary === "object" && summary !== null;
}

export async function recallScanOf(store: Store, file: string): Promise<StoredScan> {
  const scan = await recallScan(store);
  if (scan !== null) return scan;
  throw new UserError(`${file}: no scan was finished into this store`, `Fill it first: faastrail scan PATH --store ${file}`);
}
