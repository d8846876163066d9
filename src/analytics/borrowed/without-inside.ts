import type { Fact } from "../../facts/fact.ts";
import type { Effects } from "../stages/effects.ts";
import { MINUTE_MS } from "../../util/durations.ts";
import type { Dismissal, Finding } from "../finding.ts";
import type { Story } from "../stories/story.ts";

/** A trace shows mail this soon after the request that sent it on. */
const SOON_MS = 2 * MINUTE_MS;

/** Whoever changes what runs in another's name may be the colleague whom the data goes to. */
const STRANGE: ReadonlySet<string> = new Set(["edited_by_other", "edited_by_guest"]);

/**
 * What stays in the company counts only where somebody else than the owner had a hand in it.
 * Requests that forward mail do not say to whom; a message trace does. Where all that the trace shows of those minutes went
 * to people inside, the request is no more than what the trace says of it.
 */
export function withoutInside(story: Story, { counted, dismissed, refused }: Effects, signs: readonly Finding[]): Effects {
  const forwards = story.acts.map(({ fact }) => fact).filter((fact) => fact.kind === "forward" && fact.targetId !== null);
  const facts = counted.map(({ fact }) => fact);
  const mail = facts.filter((fact) => isOfInside(fact, forwards));
  const isStrange = signs.some((sign) => STRANGE.has(sign.id));
  const shares = facts.filter((fact) => !isStrange && fact.traits.includes("inside") && !fact.traits.includes("mail_hidden"));
  const out = new Set([...mail, ...shares]);
  if (out.size === 0) return { counted, dismissed, refused };
  const reasons: readonly Dismissal[] = [
    { why: "the mail went to somebody inside the company, as its trace shows", facts: mail },
    { why: "it went to somebody inside the company, and nobody else than its owner changed it", facts: shares },
  ];
  return {
    counted: counted.filter(({ fact }) => !out.has(fact)),
    dismissed: [...dismissed, ...reasons.filter((reason) => reason.facts.length > 0)],
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
