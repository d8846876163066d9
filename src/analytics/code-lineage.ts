import type { Fact } from "../facts/fact.ts";
import { byTimeThenId } from "../facts/order.ts";
import { finding } from "./finding.ts";
import type { Finding } from "./finding.ts";
import type { Story } from "./story.ts";

/*
 * Which code an automation had when, by the hash that the vendor computes over it. The hash can
 * not be written by whoever deploys, so equal hashes are equal code whatever else the call says.
 */

/** The story without changes that put the code there that was there already. */
export function withoutRepeats(story: Story): Story {
  const repeats = new Set(story.changes.filter((change) => isRepeat(story, change)));
  return repeats.size === 0 ? story : { ...story, changes: story.changes.filter((change) => !repeats.has(change)) };
}

/** Nothing but code was given, and it is the code that it had. */
function isRepeat(story: Story, change: Fact): boolean {
  const hash = hashOf(change);
  if (hash === null || !change.traits.every((trait) => trait === "code_changed")) return false;
  return change.traits.length > 0 && hash === (lineage(story, change).at(-1)?.hash ?? null);
}

/** Code that was replaced and put back: the call that replaced it, and the one that covered it up or mended it. */
export function codeRestored(story: Story): readonly Finding[] {
  for (const [index, change] of story.changes.entries()) {
    const before = lineage(story, change).at(-1)?.hash ?? null;
    const hash = hashOf(change);
    if (before === null || hash === null || hash === before) continue;
    const restored = story.changes.slice(index + 1).find((later) => hashOf(later) === before);
    if (restored !== undefined) return [finding(story, "code_restored", [change, restored])];
  }
  return [];
}

/** Hashes seen before a change, oldest first. Settings, versions and permissions repeat the hash, too. */
function lineage(story: Story, change: Fact): readonly { readonly hash: string }[] {
  return story.history.flatMap((fact) => {
    const hash = hashOf(fact);
    return hash !== null && fact.dupKey !== change.dupKey && byTimeThenId(fact, change) < 0 ? [{ hash }] : [];
  });
}

function hashOf(fact: Fact): string | null {
  const hash = fact.outcome === "success" && !fact.traits.includes("no_change") ? fact.detail["codeSha256"] : undefined;
  return typeof hash === "string" && hash !== "" ? hash : null;
}
