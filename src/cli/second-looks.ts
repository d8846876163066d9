import { planSecondLook } from "../analytics/second-look.ts";
import type { Analytic } from "../analytics/definition.ts";
import type { ReadOptions, ReadResult } from "../inputs/contract.ts";
import { lookAgain } from "../inputs/second-look.ts";
import type { Store } from "../store/store.ts";

/** A candidate's session can lead to further identities; past three hops a blind spot says so. */
const MOST_LOOKS = 3;

/**
 * Reads files again for identities and credentials that only the facts made interesting, while
 * there are new ones. Returns the counts with the records that turned out to matter moved over.
 */
export async function secondLooks(
  store: Store,
  read: ReadResult,
  analytics: readonly Analytic[],
  options: ReadOptions,
): Promise<ReadResult> {
  const asked = new Set<string>();
  let totals = read.totals;
  for (let looks = 0; looks < MOST_LOOKS && read.rereadable.length > 0; looks += 1) {
    const plan = await planSecondLook(store, analytics);
    if (plan === null || plan.needles.every((needle) => asked.has(needle))) break;
    for (const needle of plan.needles) asked.add(needle);
    const { reclassified } = await lookAgain(read.rereadable, plan, options);
    totals = { ...totals, irrelevant: totals.irrelevant - reclassified, rolled_up: totals.rolled_up + reclassified };
    await store.finish();
  }
  return { ...read, totals };
}
