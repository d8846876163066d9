import type { Fact } from "../../facts/fact.ts";
import type { Flag } from "../../facts/kinds.ts";
import { byTimeThenId } from "../../facts/order.ts";
import type { Store } from "../../store/store.ts";
import { groupBy } from "../../util/group-by.ts";
import { tellKnownRights } from "../identities/known-rights.ts";
import { mergeOperation } from "./merge-operations.ts";
import { uniteAutomations } from "./unite-automations.ts";
import { uniteIdentities } from "./unite-identities.ts";
import { withFactId } from "./with-fact-id.ts";

/**
 * One event can reach us in several shapes (two trails, another export, a later addendum) and one
 * long-running operation in several records. This step leaves one fact for each: a known value
 * fills an unknown one, an addendum supersedes, and a real contradiction keeps both, flagged.
 */
export async function mergeCopies(store: Store): Promise<void> {
  if (mergedUpTo.get(store) === store.additions) return;
  await mergeEvents(store);
  await mergeOperations(store);
  await uniteIdentities(store);
  await tellKnownRights(store);
  await uniteAutomations(store);
  mergedUpTo.set(store, store.additions);
}

/** How many facts a store had been given when its copies were merged: the plan of a second look and the analysis both ask for it. */
const mergedUpTo = new WeakMap<Store, number>();

/** Facts of one event by the same extractor. */
async function mergeEvents(store: Store): Promise<void> {
  const rows = await store.select(`
    select dup_key as key from fact where dup_key is not null
    group by dup_key, kind, entity having count(*) > 1 order by dup_key`);
  const facts = await store.factsBy("dup_key", keysOf(rows));
  const groups = [...groupBy(facts, (fact) => `${fact.dupKey} ${fact.kind} ${fact.entity}`).values()];
  await replaceGroups(
    store,
    groups.filter((copies) => copies.length > 1),
    mergeEvent,
  );
}

/** Operations of which facts of more than one record are known. */
async function mergeOperations(store: Store): Promise<void> {
  const rows = await store.select(`
    select operation_key as key from fact where operation_key is not null
    group by operation_key having min(dup_key) < max(dup_key) order by operation_key`);
  const facts = await store.factsBy("operation_key", keysOf(rows));
  await replaceGroups(store, [...groupBy(facts, (fact) => fact.operationKey).values()], mergeOperation);
}

function keysOf(rows: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return [...new Set(rows.map((row) => String(row["key"])))];
}

async function replaceGroups(
  store: Store,
  groups: readonly (readonly Fact[])[],
  merge: (group: readonly Fact[]) => readonly Fact[],
): Promise<void> {
  await store.replaceFacts(
    groups.flatMap((group) => group.map((fact) => fact.factId)),
    groups.flatMap(merge),
  );
}

/** Copies of one event: fold in a fixed order, so that arrival does not matter. */
function mergeEvent(copies: readonly Fact[]): readonly Fact[] {
  const latest = copies.filter((fact) => fact.flags.includes("late"));
  const trusted = latest.length > 0 && latest.length < copies.length ? latest : copies;
  const ordered = trusted.toSorted(byTimeThenId);
  const merged = ordered.reduce<Fact | null>((known, next) => (known === null ? null : fill(known, next)), ordered[0] ?? null);
  if (merged !== null) return [withFactId(merged)];
  return ordered.map((fact) => flagged(fact, "conflict"));
}

const FREE_FIELDS = new Set(["factId", "raw", "rules", "annotations", "flags", "detail", "source", "traits"]);

/** `known` with its unknown fields filled from `next`; null when they contradict each other. */
function fill(known: Fact, next: Fact): Fact | null {
  const filled: Record<string, unknown> = { ...known };
  for (const [field, value] of Object.entries(next)) {
    if (FREE_FIELDS.has(field)) continue;
    const own = filled[field] ?? null;
    if (own === value || value === null || value === "unknown") continue;
    if (own !== null && own !== "unknown") return null;
    filled[field] = value;
  }
  const raw = smaller(known, next).raw;
  return {
    ...(filled as unknown as Fact), // same keys as a fact, each value taken from one of the two
    detail: { ...next.detail, ...known.detail },
    traits: union(known.traits, next.traits),
    flags: union(known.flags, next.flags),
    rules: union(known.rules, next.rules),
    annotations: union(known.annotations, next.annotations),
    raw,
  };
}

function smaller(a: Fact, b: Fact): Fact {
  if (a.raw.sha256 !== b.raw.sha256) return a.raw.sha256 < b.raw.sha256 ? a : b;
  return a.raw.offset <= b.raw.offset ? a : b;
}

function union<T extends string>(a: readonly T[], b: readonly T[]): readonly T[] {
  return [...new Set([...a, ...b])].toSorted();
}

function flagged(fact: Fact, flag: Flag): Fact {
  return { ...fact, flags: union(fact.flags, [flag]) };
}
