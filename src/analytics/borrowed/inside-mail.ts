import type { Fact } from "../../facts/fact.ts";
import type { Effects } from "../stages/effects.ts";
import { MINUTE_MS } from "../definition.ts";
import type { Story } from "../stories/story.ts";

/** A trace shows mail this soon after the request that sent it on. */
const SOON_MS = 2 * MINUTE_MS;

/**
 * Requests that forward mail do not say to whom; a message trace does. Where all that the trace shows of those minutes went
 * to people inside, the request is no more than what the trace says of it.
 */
export function withoutInside(story: Story, { counted, dismissed, refused }: Effects): Effects {
  const forwards = story.acts.map(({ fact }) => fact).filter((fact) => fact.kind === "forward" && fact.targetId !== null);
  const inside = counted.map(({ fact }) => fact).filter((fact) => isOfInside(fact, forwards));
  if (inside.length === 0) return { counted, dismissed, refused };
  const out = new Set(inside);
  return {
    counted: counted.filter(({ fact }) => !out.has(fact)),
    dismissed: [...dismissed, { why: "the mail went to somebody inside the company, as its trace shows", facts: inside }],
    refused,
  };
}

function isOfInside(fact: Fact, forwards: readonly Fact[]): boolean {
  if (fact.kind !== "forward" || fact.targetId !== null || fact.traits.includes("mail_hidden")) return false;
  const shown = forwards.filter(
    (other) => other.actorId === fact.actorId && other.source !== fact.source && Math.abs(other.tsMs - fact.tsMs) <= SOON_MS,
  );
  return shown.length > 0 && shown.every((other) => other.traits.includes("inside"));
}
