import type { Fact } from "../../facts/fact.ts";
import type { Store } from "../../store/store.ts";
import { withFactId } from "./with-fact-id.ts";

/**
 * Some logs know an identity by two ids: grants and directory logs by one, its own calls by another. Records that
 * hold both prove that they are one, and facts that name it by the alias are told of the id (docs/adr/0013). An alias that records
 * tie to different ids proves nothing and is left alone.
 */
export async function uniteIdentities(store: Store): Promise<void> {
  const ids = await knownAliases(store);
  if (ids.size === 0) return;
  const found: Fact[] = [];
  for (const column of ["actor_id", "target_id", "run_as_id"] as const) found.push(...(await store.factsBy(column, ids.keys())));
  const facts = [...new Map(found.map((fact) => [fact.factId, fact])).values()];
  await store.replaceFacts(
    facts.map((fact) => fact.factId),
    facts.map((fact) => renamed(fact, ids)),
  );
}

/** Ids by alias, where all records agree. */
export async function knownAliases(store: Store): Promise<ReadonlyMap<string, string>> {
  const rows = await store.select(`
    select alias, min(id) as id from (
      select actor_alias_id as alias, actor_id as id from fact where actor_alias_id is not null and actor_id is not null
      union all
      select target_alias_id as alias, target_id as id from fact where target_alias_id is not null and target_id is not null
    ) pairs where alias <> id group by alias having min(id) = max(id) order by alias`);
  return new Map(rows.map((row) => [String(row["alias"]), String(row["id"])]));
}

function renamed(fact: Fact, ids: ReadonlyMap<string, string>): Fact {
  const actorId = idOf(fact.actorId, ids);
  const targetId = idOf(fact.targetId, ids);
  return withFactId({ ...fact, actorId, targetId, runAsId: idOf(fact.runAsId, ids), traits: whoseTarget(fact, actorId, targetId) });
}

/** An id may itself be an alias, as of an assignment that names a principal by one; forged logs can make rings. */
const MOST_HOPS = 3;

function idOf(id: string | null, ids: ReadonlyMap<string, string>): string | null {
  let found = id;
  for (let hop = 0; hop < MOST_HOPS && found !== null; hop += 1) found = ids.get(found) ?? found;
  return found;
}

/** Two ids of one identity may have looked like two identities. */
function whoseTarget(fact: Fact, actorId: string | null, targetId: string | null): Fact["traits"] {
  if (actorId === null || actorId !== targetId || !fact.traits.includes("other_target")) return fact.traits;
  return fact.traits.map((trait) => (trait === "other_target" ? ("self_target" as const) : trait)).toSorted();
}
