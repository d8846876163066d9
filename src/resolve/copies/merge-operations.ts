import type { Fact } from "../../facts/fact.ts";
import { isChangeOf } from "../../facts/is-change.ts";
import { withFactId } from "./with-fact-id.ts";
import type { Outcome } from "../../facts/kinds.ts";
import { byTimeThenId } from "../../facts/order.ts";
import { groupBy } from "../../util/group-by.ts";

/*
 * A long-running operation is told by several records: its start knows who asked, from where and for
 * what; its end knows how it went and what came of it. Any of them can be missing, and each can
 * make facts that the other does not.
 */

const OUTCOME_RANK: Readonly<Record<Outcome, number>> = { unknown: 0, started: 1, error: 2, denied: 2, success: 2 };

/** Who, when and from where: as the start says, since an end is written by the service. */
const OF_START = [
  "actorId",
  "actorType",
  "sessionName",
  "sessionAutomationId",
  "credentialId",
  "runtimeAgent",
  "invokedBy",
  "via",
  "srcIp",
  "srcIpClass",
  "userAgent",
  "op",
  "rawOp",
  "service",
] as const;

/**
 * The facts of one operation: one for each kind and extractor, all with the caller of the start and
 * the outcome of the end. Keeps the event and the pointer of the earliest record that makes the fact.
 */
export function mergeOperation(facts: readonly Fact[]): readonly Fact[] {
  const ordered = facts.toSorted((a, b) => OUTCOME_RANK[a.outcome] - OUTCOME_RANK[b.outcome] || byTimeThenId(a, b));
  const start = ordered[0];
  const end = ordered.at(-1);
  if (start === undefined || end === undefined) return facts;
  const common: Record<string, unknown> = { dupKey: start.dupKey, tsMs: start.tsMs, outcome: end.outcome };
  for (const field of OF_START) common[field] = ordered.map((fact) => fact[field]).find(isKnown) ?? start[field];
  const groups = groupBy(ordered, (fact) => `${fact.kind} ${fact.entity}`);
  return [...groups.values()].map((same) => whole(same, common));
}

function whole(records: readonly Fact[], common: Readonly<Record<string, unknown>>): Fact {
  const told = records.reduce((known, next) => ({
    ...known,
    ...Object.fromEntries(Object.entries(next).filter(([, value]) => isKnown(value))),
    detail: { ...known.detail, ...next.detail },
    traits: union(known.traits, next.traits),
    flags: union(known.flags, next.flags),
    rules: union(known.rules, next.rules),
    annotations: union(known.annotations, next.annotations),
    eventId: known.eventId,
    raw: known.raw,
  }));
  const fact: Fact = { ...told, ...common };
  return withFactId({ ...fact, isChange: isChangeOf(fact) });
}

/** Whether a column says anything: the values that sources write for what a record leaves out do not. */
function isKnown(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "unknown" && value !== "none" && value !== false;
}

function union<T extends string>(a: readonly T[], b: readonly T[]): readonly T[] {
  return [...new Set([...a, ...b])].toSorted();
}
