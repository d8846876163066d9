import { planSecondLook, type SecondLookPlan } from "../../analytics/second-look.ts";
import type { Analytic } from "../../analytics/definition.ts";
import type { Counts, ReadOptions, ReadResult } from "../../inputs/contract.ts";
import { lookAgain } from "../../inputs/second-look/second-look.ts";
import type { Store } from "../../store/store.ts";

/** A candidate's session can lead to further identities; past five hops a blind spot says so. */
const MOST_LOOKS = 5;

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
  let asked: SecondLookPlan = { needles: [], actors: new Set(), credentials: new Set() };
  let totals = read.totals;
  for (let looks = 0; looks < MOST_LOOKS && read.rereadable.files.length > 0; looks += 1) {
    const plan = together(asked, await planSecondLook(store, analytics));
    // Identities of the same name in two accounts share a needle and are two to ask for.
    if (plan.actors.size === asked.actors.size && plan.credentials.size === asked.credentials.size) break;
    asked = plan;
    // Each look asks for all that the one before asked for, so its changes replace the earlier ones.
    totals = moved(read.totals, (await lookAgain(read.rereadable, plan, options)).reclassified);
    await store.finish();
  }
  return { ...read, totals };
}

function together(earlier: SecondLookPlan, more: SecondLookPlan | null): SecondLookPlan {
  if (more === null) return earlier;
  return {
    needles: [...new Set([...earlier.needles, ...more.needles])].toSorted(),
    actors: new Set([...earlier.actors, ...more.actors]),
    credentials: new Set([...earlier.credentials, ...more.credentials]),
  };
}

function moved(totals: Counts, changes: Partial<Counts>): Counts {
  return {
    ...totals,
    fact_bearing: totals.fact_bearing + (changes.fact_bearing ?? 0),
    rolled_up: totals.rolled_up + (changes.rolled_up ?? 0),
    irrelevant: totals.irrelevant + (changes.irrelevant ?? 0),
    duplicate: totals.duplicate + (changes.duplicate ?? 0),
  };
}
