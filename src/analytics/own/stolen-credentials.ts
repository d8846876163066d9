import type { Fact } from "../../facts/fact.ts";
import { BY_OWN_SESSION } from "../../resolve/acts/attribution.ts";
import { DAY_MS } from "../../util/durations.ts";
import { finding } from "../finding.ts";
import type { Finding } from "../finding.ts";
import type { Story } from "../stories/story.ts";

/*
 * Credentials of an automation's sessions live in its memory; who steals them calls from elsewhere, and
 * mostly without the runtime's agent. That alone is weak: many automations make some calls with clients that
 * leave the agent out, and their public addresses change. So it takes one credential seen in two places,
 * or a long past in which nothing like it happened.
 */

/** Uses of its sessions' credentials that seem to come from outside of its runtime, as one finding; or none. */
export function usedOutside(story: Story): readonly Finding[] {
  const acts = [...story.earlierActs, ...story.acts].filter((act) => BY_OWN_SESSION.has(act.attribution.method)).map((act) => act.fact);
  const inside = acts.filter((fact) => fact.runtimeAgent);
  const bare = acts.filter((fact) => isBare(story, fact));
  if (inside.length === 0 || bare.length === 0) return [];
  const episode = new Set(story.acts.map((act) => act.fact.factId));
  const outside = newAfterLongPast(story, inside, bare)
    ? fromElsewhere(bare, inside)
    : isHabit(story, bare)
      ? []
      : bare.filter((fact) => isElsewhere(fact, inside));
  const within = outside.filter((fact) => episode.has(fact.factId));
  // A row of activity may stand for a record that a fact tells better.
  const told = new Set(within.flatMap((fact) => (fact.entity === "activity" ? [] : [fact.eventId])));
  const shown = within.filter((fact) => fact.entity !== "activity" || !told.has(fact.eventId));
  return shown.length === 0 ? [] : [finding(story, "credentials_used_outside", shown.slice(0, MOST_SHOWN))];
}

const MOST_SHOWN = 20;

/** From a public address and without the agent, by nobody's mediation. Traffic has no agent, and what the runtime does by itself another. */
function isBare(story: Story, fact: Fact): boolean {
  if (fact.runtimeAgent || fact.srcIpClass !== "public" || fact.invokedBy !== null || fact.kind === "network") return false;
  // In another cloud it works with a token that it was given there, by other clients.
  if (fact.provider !== story.subject.provider) return false;
  return !story.analytic.baseline.runtime_operations.includes(`${fact.service}:${fact.op}`);
}

/** The same credential was used with the agent, and never from this address. */
function isElsewhere(fact: Fact, inside: readonly Fact[]): boolean {
  if (fact.credentialId === null || fact.srcIp === null) return false;
  const same = inside.filter((other) => other.credentialId === fact.credentialId && other.srcIp !== null);
  return same.length > 0 && same.every((other) => other.srcIp !== fact.srcIp);
}

/** Without those from addresses that the runtime itself has; where nothing else is told of a place, none remain. */
function fromElsewhere(bare: readonly Fact[], inside: readonly Fact[]): readonly Fact[] {
  const known = new Set(inside.map((fact) => fact.srcIp));
  const placed = bare.filter((fact) => fact.srcIp !== null);
  const away = bare.filter((fact) => fact.srcIp === null || !known.has(fact.srcIp));
  return placed.length > 0 && away.every((fact) => fact.srcIp === null) ? [] : away;
}

/** It used to work with the agent only, for longer than it takes to know an automation, and its code is what it was. */
function newAfterLongPast(story: Story, inside: readonly Fact[], bare: readonly Fact[]): boolean {
  const { look_back_days, observations } = story.analytic.baseline;
  const first = Math.min(...bare.map((fact) => fact.tsMs));
  const before = inside.filter((fact) => fact.tsMs < first);
  const begun = Math.min(...before.map((fact) => fact.tsMs));
  const isNewCode = story.history.some(
    (fact) => fact.isChange && fact.traits.includes("code_changed") && fact.tsMs >= begun && fact.tsMs <= first,
  );
  return !isNewCode && before.length >= observations && first - begun >= look_back_days * DAY_MS;
}

/** It does so day after day: a client in its code that leaves the agent out. */
function isHabit(story: Story, bare: readonly Fact[]): boolean {
  const { look_back_days, observations } = story.analytic.baseline;
  const days = [...new Set(bare.map((fact) => Math.floor(fact.tsMs / DAY_MS)))].toSorted((a, b) => a - b);
  return days.length >= observations && (days.at(-1) ?? 0) - (days[0] ?? 0) >= look_back_days;
}
