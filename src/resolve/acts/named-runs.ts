import type { Fact } from "../../facts/fact.ts";
import { byTimeThenId } from "../../facts/order.ts";
import type { Store } from "../../store/store.ts";
import { groupBy, unique } from "../../util/group-by.ts";

/** `targetType` of runs that name their automation by `account/name` only, because the log does not say where it lives. */
export const NAMED_ONLY = "automation_name";

/**
 * Facts by the automation that they are about, with the runs that name it by account and name only. Where
 * two automations of an account share the name in two regions, such runs belong to neither.
 */
export async function ownFacts(store: Store, own: readonly Fact[]): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const idsByName = groupBy(named(own), ({ key }) => key);
  const runs = (await store.factsBy("target_id", idsByName.keys(), ["invoke"])).filter(isNamedOnly);
  const byAutomation = groupBy(own, (fact) => fact.automationId);
  if (runs.length === 0) return byAutomation;
  const all = new Map(byAutomation);
  const taken = await ambiguousNames(store);
  for (const [key, same] of groupBy(runs, (fact) => fact.targetId)) {
    const ids = unique((idsByName.get(key) ?? []).map(({ automationId }) => automationId));
    const [automationId] = ids;
    if (automationId === undefined || ids.length > 1 || taken.has(key)) continue;
    all.set(automationId, [...(all.get(automationId) ?? []), ...same].toSorted(byTimeThenId));
  }
  return all;
}

export function isNamedOnly(fact: Fact): boolean {
  return fact.targetType === NAMED_ONLY && fact.automationId === null;
}

function named(facts: readonly Fact[]): readonly { key: string; automationId: string }[] {
  return facts.flatMap(({ account, automationId, automationName }) =>
    automationId === null || automationName === null ? [] : [{ key: `${account}/${automationName}`, automationId }],
  );
}

/** Names that several automations of one account have. */
async function ambiguousNames(store: Store): Promise<ReadonlySet<string>> {
  const rows = await store.select(
    `select distinct account, automation_id from fact
     where automation_id is not null and kind in ('deploy', 'configure') order by account, automation_id`,
  );
  const keys = rows.map((row) => `${row["account"]}/${String(row["automation_id"]).split(/[:/]/).at(-1) ?? ""}`);
  return new Set([...groupBy(keys, (key) => key)].filter(([, same]) => same.length > 1).map(([key]) => key));
}
