import type { Fact } from "../../facts/fact.ts";
import type { FactKind } from "../../facts/kinds.ts";
import { byTimeThenId } from "../../facts/order.ts";
import { runAsEver } from "../../resolve/identities/run-as.ts";
import type { Scene } from "../../resolve/scene.ts";
import { HOUR_MS } from "../../util/durations.ts";
import type { Analytic } from "../definition.ts";
import { exclusionWords } from "./exclusions.ts";
import type { Exclusions } from "./exclusions.ts";
import type { Dismissal, Finding } from "../finding.ts";
import { groupBy } from "../../util/group-by.ts";
import type { Act, Excluded, Story } from "./story.ts";

interface Whole {
  readonly scene: Scene;
  readonly analytic: Analytic;
  readonly exclusions: Exclusions;
}

/**
 * Parts what may be evidence from what the configuration excludes, and counts the latter. State is
 * not touched: a role that an excluded principal bound is still the role that the automation has.
 */
export function setAside(whole: Whole, known: readonly Fact[], done: readonly Act[]): Pick<Story, "own" | "acts" | "excluded"> {
  const { exclusions } = whole;
  if (exclusions.isEmpty) return { own: known, acts: done, excluded: [] };
  const around = factsAround(whole, known);
  exclusions.count([...known, ...done.map((act) => act.fact), ...around].filter((fact) => fact.entity !== "activity"));
  const tied: readonly Omit<Excluded, "exclusion">[] = [...done, ...[...known, ...around].map((fact) => ({ fact, attribution: null }))];
  const excluded = new Map<string, Excluded>();
  for (const { fact, attribution } of tied) {
    const exclusion = excluded.has(fact.factId) ? null : exclusions.of(fact);
    if (exclusion !== null) excluded.set(fact.factId, { fact, exclusion, attribution });
  }
  if (excluded.size === 0) return { own: known, acts: done, excluded: [] };
  return {
    own: known.filter((fact) => !excluded.has(fact.factId)),
    acts: done.filter((act) => !excluded.has(act.fact.factId)),
    excluded: [...excluded.values()].toSorted((a, b) => byTimeThenId(a.fact, b.fact)),
  };
}

/** May a fact of the scene be evidence? Own facts and acts were parted already. */
export function counts({ exclusions }: Pick<Story, "exclusions">, fact: Fact): boolean {
  return exclusions.of(fact) === null;
}

/** What excluded facts bear on, such as rights granted by them, may count; they themselves are cited for nothing. */
export function withoutExcluded(story: Story, findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap((item) => {
    const facts = item.facts.filter((fact) => counts(story, fact));
    if (facts.length === item.facts.length) return [item];
    return facts.length === 0 ? [] : [{ ...item, facts }];
  });
}

/** The excluded facts of a story, by exclusion, for explanations. */
export function exclusionsOf({ excluded }: Story): readonly Dismissal[] {
  return [...groupBy(excluded, ({ exclusion }) => exclusion.id).values()].map((same) => ({
    why: exclusionWords(same[0]!.exclusion), // groups are never empty
    facts: same.map(({ fact }) => fact),
  }));
}

/** Changes of the automation that are excluded. */
export function excludedChanges({ excluded, subject }: Story): readonly Fact[] {
  return excluded.flatMap(({ fact }) => (fact.automationId === subject.id && fact.isChange && fact.stage === "deploy" ? [fact] : []));
}

/** What the automation did, excluded or not, as facts in the order of time: for what is usual, and for what it caused itself. */
export function everythingDone({ earlierActs, acts, excluded }: Story): readonly Fact[] {
  const facts = [...earlierActs, ...acts].map((act) => act.fact);
  const more = excluded.flatMap(({ fact, attribution }) => (attribution === null ? [] : [fact]));
  return more.length === 0 ? facts : [...facts, ...more].toSorted(byTimeThenId);
}

/** Kinds of facts that speak for or against a story although they are about its identity or its deployers. */
const TELLING: ReadonlySet<FactKind> = new Set<FactKind>(["grant", "trust_change", "evade"]);

function factsAround({ scene, analytic }: Whole, own: readonly Fact[]): readonly Fact[] {
  const window = analytic.windows.privilege_hours * HOUR_MS;
  const from = (own[0]?.tsMs ?? 0) - window;
  const until = (own.at(-1)?.tsMs ?? 0) + window;
  const deployers = [...new Set(own.flatMap((fact) => (fact.isChange && fact.actorId !== null ? [fact.actorId] : [])))];
  const facts = [
    ...[...runAsEver(own), ...deployers].flatMap((identity) => scene.byTarget.get(identity) ?? []),
    ...deployers.flatMap((deployer) => scene.byActor.get(deployer) ?? []),
  ];
  return facts.filter((fact) => TELLING.has(fact.kind) && fact.tsMs >= from && fact.tsMs <= until);
}
