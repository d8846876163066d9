import type { Store } from "../store/store.ts";
import type { Analytic } from "./definition.ts";

/** The analytics that anything in the store may concern: those of providers whose logs it holds. */
export async function concerned(store: Store, analytics: readonly Analytic[]): Promise<readonly Analytic[]> {
  const rows = await store.select("select distinct source from fact union select distinct source from activity_seen order by source");
  const present = new Set(rows.map((row) => String(row["source"]).split("/")[0]));
  return analytics.filter(({ providers, deeds_in = [] }) => [...providers, ...deeds_in].some((provider) => present.has(provider)));
}
