import type { Fact } from "../../facts/fact.ts";
import { endOfExclusion } from "../../incidents/exclusion-end.ts";
import type { Exclusion, ExclusionUse } from "../../incidents/exclusion.ts";
import { groupBy } from "../../util/group-by.ts";

/** The exclusions of one analysis, and what became of each. */
export interface Exclusions {
  /** There are none, so nothing needs to be asked. */
  readonly isEmpty: boolean;
  /** The exclusion that takes a fact out of the evidence, or null. Of several the one of smallest id. */
  readonly of: (fact: Fact) => Exclusion | null;
  /** Remembers the use of exclusions on facts; the same fact counts once, however often it is seen. */
  readonly count: (facts: Iterable<Fact>) => void;
  readonly uses: () => readonly ExclusionUse[];
}

/**
 * Looks exclusions up by principal. Ids are compared as they stand, character by character, and a fact's own time
 * with the last day: neither a clock nor anything that an attacker can choose takes part.
 */
export function compileExclusions(given: readonly Exclusion[]): Exclusions {
  const all = given.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const byPrincipal = groupBy(all, (exclusion) => exclusion.principal);
  const used = new Map(all.map(({ id }) => [id, new Set<string>()]));
  const expired = new Map(all.map(({ id }) => [id, new Set<string>()]));
  const naming = (fact: Fact): readonly Exclusion[] =>
    fact.actorId === null ? [] : (byPrincipal.get(fact.actorId) ?? []).filter((exclusion) => names(exclusion, fact));
  return {
    isEmpty: all.length === 0,
    of: (fact) => naming(fact).find((exclusion) => covers(exclusion, fact)) ?? null,
    count: (facts) => {
      for (const fact of facts) {
        for (const exclusion of naming(fact)) (covers(exclusion, fact) ? used : expired).get(exclusion.id)?.add(fact.factId);
      }
    },
    uses: () =>
      all.map((exclusion) => ({ ...exclusion, used: used.get(exclusion.id)?.size ?? 0, expired: expired.get(exclusion.id)?.size ?? 0 })),
  };
}

export const NO_EXCLUSIONS: Exclusions = compileExclusions([]);

/** Why a fact was set aside, for explanations. */
export function exclusionWords({ id, expires, reason }: Exclusion): string {
  return `excluded by ${id} until ${expires}: ${reason}`;
}

function names({ action, target, account }: Exclusion, fact: Fact): boolean {
  if (action !== fact.op && action !== `${fact.service}:${fact.op}`) return false;
  if (target !== undefined && target !== fact.automationId && target !== fact.targetId) return false;
  return account === undefined || account === fact.account;
}

function covers(exclusion: Exclusion, fact: Fact): boolean {
  return fact.tsMs < endOfExclusion(exclusion);
}
