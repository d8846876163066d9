import { loadTraffic } from "../resolve/acts/network-interfaces.ts";
import type { Store } from "../store/store.ts";
import { findBorrowed } from "./borrowed/candidates.ts";
import { findCandidates } from "./own/candidates.ts";
import type { Analytic } from "./definition.ts";

/** Automations worth a walk: by their own facts and their identities', or because suspicious traffic may be theirs. Sorted. */
export async function allCandidates(store: Store, analytic: Analytic): Promise<readonly string[]> {
  if (analytic.identity === "borrowed") return findBorrowed(store, analytic);
  const traffic = await loadTraffic(store);
  const kinds: ReadonlySet<string> = new Set(analytic.automation_kinds);
  const rows = await store.select(
    "select distinct automation_id, automation_kind from fact where entity = 'network_attachment' order by automation_id, automation_kind",
  );
  const users = rows.filter((row) => kinds.has(String(row["automation_kind"]))).map((row) => String(row["automation_id"]));
  return [...new Set([...(await findCandidates(store, analytic)), ...users.filter((id) => traffic.has(id))])].toSorted();
}
