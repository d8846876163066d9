import type { Fact } from "../../facts/fact.ts";
import type { Act, Story } from "../stories/story.ts";

/**
 * The steps by which the automation reached the identities that `effects` were done as: of every step the last one before it was
 * made use of. Functions take the same roles day after day; only these times belong to the story.
 */
export function linksTo(story: Story, effects: readonly Act[]): readonly Act[] {
  const links = new Map<string, Act>();
  let open = effects.filter((effect) => effect.attribution.method === "credential_chain").map((effect) => effect.fact);
  while (open.length > 0) {
    const found = open.flatMap((fact) => stepsBefore(story, fact).map((act) => ({ act, opened: fact.credentialId })));
    const fresh = found.filter(({ act }) => !links.has(act.fact.factId));
    for (const { act } of fresh) links.set(act.fact.factId, act);
    // What hands out the credential that it was done with is a step on the way to no other.
    open = fresh.filter(({ act, opened }) => act.fact.credentialId !== opened).map(({ act }) => act.fact);
  }
  return [...links.values()];
}

/** What handed out the credential that a fact was done with: where several operations did (an exchange, then a token), the last of each. */
function stepsBefore(story: Story, fact: Fact): readonly Act[] {
  if (fact.credentialId === null) return [];
  const before = story.acts.filter(
    (act) =>
      act.fact.kind === "assume" &&
      act.fact.outcome === "success" &&
      act.fact.issuedCredentialId === fact.credentialId &&
      act.fact.factId !== fact.factId &&
      act.fact.tsMs <= fact.tsMs,
  );
  return [...new Map(before.map((act) => [`${act.fact.service} ${act.fact.op} ${act.fact.targetId ?? ""}`, act])).values()];
}
