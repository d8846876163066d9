import type { Fact } from "../../facts/fact.ts";
import { isChangeOf } from "../../facts/is-change.ts";
import { byTimeThenId } from "../../facts/order.ts";
import type { Store } from "../../store/store.ts";
import { groupBy, unique } from "../../util/group-by.ts";
import { withFactId } from "../copies/with-fact-id.ts";

/*
 * Some calls write the whole policy of a resource, and their records do not say what of it is new. Where an earlier
 * record shows that a right was held already, writing it again changes nothing; where none does, nobody can tell, and it counts as given.
 */

/** Grants out of policies written whole. */
const WHOLE_SQL = `select fact_id as id, target_id from fact where kind = 'grant' and outcome = 'success' and rest like '%"wholePolicy":true%' order by fact_id`;

/** Marks rights that were written again, but not given, as no change. */
export async function tellKnownRights(store: Store): Promise<void> {
  const rows = await store.select(WHOLE_SQL);
  if (rows.length === 0) return;
  const grants = await store.factsBy(
    "target_id",
    unique(rows.map((row) => (row["target_id"] === null ? null : String(row["target_id"])))),
    ["grant"],
  );
  const records = recordsByScope(grants);
  const rights = groupBy(
    grants.filter((fact) => fact.outcome === "success"),
    (fact) => `${fact.targetId} ${fact.detail["policyName"] ?? ""} ${fact.detail["condition"] ?? ""}`,
  );
  const repeated = [...rights.values()].flatMap((same) => writtenAgain(same.toSorted(byTimeThenId), records));
  const held = new Set(repeated);
  const added = grants.filter((fact) => isWhole(fact) && !held.has(fact) && isAdded(fact, records));
  await store.replaceFacts(
    [...repeated, ...added].map((fact) => fact.factId),
    [...repeated.map(asNoChange), ...added.map(asAdded)],
  );
}

/** Whether a grant is known to have been made when its record was written: out of a whole policy it may be as old as the resource. */
export function isTimeKnown({ detail }: Pick<Fact, "detail">): boolean {
  return detail["wholePolicy"] !== true || detail["added"] === true;
}

/** The policy had been written whole before, without the right. */
function isAdded(fact: Fact, records: Records): boolean {
  if (fact.traits.includes("no_change") || fact.detail["added"] === true) return false;
  return (records.get(scopeOf(fact)) ?? []).some((record) => record.tsMs < fact.tsMs && record.dupKey !== fact.dupKey);
}

function asAdded(fact: Fact): Fact {
  return withFactId({ ...fact, detail: { ...fact.detail, added: true } });
}

type Records = ReadonlyMap<string, readonly Fact[]>;

/** A fact of each record that wrote a whole policy, by the resource that it is the policy of. */
function recordsByScope(grants: readonly Fact[]): Records {
  const whole = [...new Map(grants.filter(isWhole).map((fact) => [fact.dupKey, fact])).values()];
  return groupBy(whole.toSorted(byTimeThenId), scopeOf);
}

function isWhole(fact: Fact): boolean {
  return fact.detail["wholePolicy"] === true && fact.outcome === "success";
}

function scopeOf(fact: Fact): string {
  return `${fact.account} ${fact.detail["scope"] ?? ""}`;
}

/** Facts about one right, in order: those that wrote it while it was held, and that do not say so yet. */
function writtenAgain(same: readonly Fact[], records: Records): readonly Fact[] {
  const found: Fact[] = [];
  let held: Fact | null = null;
  for (const fact of same) {
    if (held !== null && isWhole(fact) && !wasLeftOut(held, fact, records) && !fact.traits.includes("no_change")) found.push(fact);
    held = fact.traits.includes("removal") ? null : fact;
  }
  return found;
}

/** Whether a whole policy without the right was written in between, which took it away. */
function wasLeftOut(held: Fact, again: Fact, records: Records): boolean {
  return (records.get(scopeOf(again)) ?? []).some(
    (record) => record.tsMs > held.tsMs && record.tsMs < again.tsMs && record.dupKey !== held.dupKey && record.dupKey !== again.dupKey,
  );
}

function asNoChange(fact: Fact): Fact {
  const known: Fact = { ...fact, traits: [...fact.traits, "no_change" as const].toSorted() };
  return withFactId({ ...known, isChange: isChangeOf(known) });
}
