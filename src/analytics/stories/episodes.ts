import type { Fact } from "../../facts/fact.ts";
import type { FactKind } from "../../facts/kinds.ts";
import { byTimeThenId } from "../../facts/order.ts";
import type { Scene } from "../../resolve/scene.ts";
import { actsOf } from "./acts.ts";
import { DAY_MS } from "../../util/durations.ts";
import type { Analytic } from "../definition.ts";
import type { Exclusions } from "./exclusions.ts";
import { NO_EXCLUSIONS } from "./exclusions.ts";
import { setAside } from "./set-aside.ts";
import type { Act, Story, Subject } from "./story.ts";

/** Kinds by which an automation is changed, reached or given an identity. */
const CHANGE_KINDS: Readonly<Record<Analytic["identity"], ReadonlySet<FactKind>>> = {
  own: new Set<FactKind>(["deploy", "configure", "trigger", "expose"]),
  borrowed: new Set<FactKind>(["deploy", "configure", "trigger", "expose", "consent", "share"]),
};
const EPISODE_GAP_DAYS = 30;

/**
 * The stories of one automation. A generation runs from create to delete; a missing create makes
 * the generation `pre-existing`. Inside a generation, a silence of 30 days ends an episode.
 */
export function storiesOf(scene: Scene, subject: Subject, analytic: Analytic, exclusions: Exclusions = NO_EXCLUSIONS): readonly Story[] {
  const own = scene.byAutomation.get(subject.id) ?? [];
  const acts = actsOf(scene, subject, own, analytic);
  const facts = distinctById([...own, ...acts.map((act) => act.fact)]);
  return splitGenerations(facts, subject.id).flatMap((generation) =>
    splitEpisodes(generation).map((episode, index) => storyOf({ scene, subject, analytic, own, acts, exclusions }, episode, index === 0)),
  );
}

function storyOf(
  all: { scene: Scene; subject: Subject; analytic: Analytic; own: readonly Fact[]; acts: readonly Act[]; exclusions: Exclusions },
  episode: readonly Fact[],
  first: boolean,
): Story {
  const { scene, subject, analytic, exclusions } = all;
  const members = new Set(episode.map((fact) => fact.factId));
  const known = all.own.filter((fact) => members.has(fact.factId));
  const create = first ? known.find(isCreate) : undefined;
  const anchor = create ?? episode[0]!; // an episode is never empty
  const end = episode.at(-1)?.tsMs ?? 0;
  const generationStart = episode[0]?.tsMs ?? 0;
  const done = all.acts.filter((act) => members.has(act.fact.factId));
  const { own, acts, excluded } = setAside(all, known, done);
  return {
    scene,
    subject,
    analytic,
    anchor,
    anchors: episode.filter((fact) => fact.entity !== "activity"),
    born: create !== undefined,
    history: all.own.filter((fact) => fact.tsMs <= end),
    own,
    changes: own.filter((fact) => CHANGE_KINDS[analytic.identity].has(fact.kind) && fact.isChange && !fact.traits.includes("removal")),
    acts,
    earlierActs: all.acts.filter((act) => act.fact.tsMs < generationStart),
    exclusions,
    excluded,
  };
}

/** A create makes something that was not there: the operation says so, and it succeeded. */
export function isCreate(fact: Fact): boolean {
  return fact.kind === "deploy" && fact.isChange && fact.traits.includes("created");
}

function isDelete(fact: Fact, automationId: string): boolean {
  return fact.automationId === automationId && fact.kind === "evade" && fact.outcome === "success" && fact.traits.includes("removal");
}

function splitGenerations(facts: readonly Fact[], automationId: string): readonly (readonly Fact[])[] {
  const generations: Fact[][] = [[]];
  // Facts of one event share a time, so any of them may come first: the generation begins with whichever does.
  const creating = new Set(facts.filter((fact) => fact.automationId === automationId && isCreate(fact)).map((fact) => fact.dupKey));
  let ended = false;
  for (const fact of facts) {
    if (ended && creating.has(fact.dupKey)) {
      generations.push([]);
      ended = false;
    }
    generations.at(-1)?.push(fact);
    if (isDelete(fact, automationId)) ended = true;
  }
  return generations.filter((generation) => generation.length > 0);
}

function splitEpisodes(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const episodes: Fact[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const fact of facts) {
    if (fact.tsMs - last > EPISODE_GAP_DAYS * DAY_MS) episodes.push([]);
    episodes.at(-1)?.push(fact);
    last = fact.tsMs;
  }
  return episodes;
}

function distinctById(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [fact.factId, fact])).values()].toSorted(byTimeThenId);
}
