import type { Fact } from "../../facts/fact.ts";
import { byTimeThenId } from "../../facts/order.ts";
import { groupBy } from "../../util/group-by.ts";
import { countWhere } from "../../util/in-time.ts";
import { once } from "../../util/once.ts";
import { finding } from "../finding.ts";
import type { Finding } from "../finding.ts";
import type { Story } from "../stories/story.ts";

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
  return change.traits.length > 0 && hash === codeBefore(story, change);
}

/** Code that was replaced and put back: the call that replaced it, and the one that covered it up or mended it. */
export function codeRestored(story: Story): readonly Finding[] {
  for (const [index, change] of story.changes.entries()) {
    const before = codeBefore(story, change);
    const hash = hashOf(change);
    if (before === null || hash === null || hash === before) continue;
    const restored = after(byCode(story.changes).get(before) ?? [], index)?.change;
    if (restored !== undefined) return [finding(story, "code_restored", [change, restored])];
  }
  return [];
}

/** The hash seen last before a change, in another event. Settings, versions and permissions repeat the hash, too. */
function codeBefore(story: Story, change: Fact): string | null {
  const told = tellingCode(story.history);
  let at = countWhere(told, (fact) => byTimeThenId(fact, change) < 0) - 1;
  while (told[at]?.dupKey === change.dupKey) at -= 1;
  const last = told[at];
  return last === undefined ? null : hashOf(last);
}

const tellingCode = once((history: readonly Fact[]) => history.filter((fact) => hashOf(fact) !== null));

const byCode = once((changes: readonly Fact[]) =>
  groupBy(
    changes.map((change, at) => ({ change, at })),
    ({ change }) => hashOf(change),
  ),
);

function after<T extends { readonly at: number }>(ordered: readonly T[], index: number): T | undefined {
  return ordered[countWhere(ordered, ({ at }) => at <= index)];
}

function hashOf(fact: Fact): string | null {
  const hash = fact.outcome === "success" && !fact.traits.includes("no_change") ? fact.detail["codeSha256"] : undefined;
  return typeof hash === "string" && hash !== "" ? hash : null;
}
