import type { Store } from "../../store/store.ts";
import { earliest, networkOf } from "../deployers.ts";
import type { Whereabouts } from "../deployers.ts";
import { groupBy } from "../../util/group-by.ts";
import { DAY_MS } from "../../util/durations.ts";

/**
 * Work by hand or pipeline that leaves a network behind: changes of automations and of rights, not what automations themselves do.
 */
const WORK = `kind in ('deploy', 'configure', 'grant', 'trust_change', 'credential') and outcome = 'success'
  and src_ip is not null and src_ip_class = 'public' and session_automation_id is null and runtime_agent = 0`;

/** By account: from where anybody worked on it, since when, and on which days. */
export async function loadAccountNetworks(store: Store): Promise<ReadonlyMap<string, Whereabouts>> {
  const networks = groupBy(
    await store.select(
      `select account, src_ip, min(ts_ms) as first_ms from fact where ${WORK} group by account, src_ip order by account, src_ip`,
    ),
    (row) => String(row["account"]),
  );
  const days = groupBy(
    await store.select(`
      select account, ts_ms - ts_ms % ${DAY_MS} as work_day, min(ts_ms) as first_ms from fact
      where ${WORK} group by account, ts_ms - ts_ms % ${DAY_MS} order by account, work_day`),
    (row) => String(row["account"]),
  );
  return new Map(
    [...networks].map(([account, rows]) => [
      account,
      {
        networks: earliest(rows.map((row) => [networkOf(String(row["src_ip"])), Number(row["first_ms"])])),
        days: (days.get(account) ?? []).map((row) => ({ firstMs: Number(row["first_ms"]) })),
      },
    ]),
  );
}
