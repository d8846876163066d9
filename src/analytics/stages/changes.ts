import type { Fact } from "../../facts/fact.ts";
import { byTimeThenId } from "../../facts/order.ts";
import { groupBy } from "../../util/group-by.ts";
import { isAnyNear, lastUntil } from "../../util/in-time.ts";
import { DAY_MS, HOUR_MS } from "../../util/durations.ts";
import type { Finding } from "../finding.ts";
import type { Story } from "../stories/story.ts";
import type { Deployment } from "./deployment.ts";
import type { CountedEffect } from "./effects.ts";

/**
 * The changes a story is about: those that signs name, for an effect that none of them precedes the last
 * change before it, and their companions by the same hand within the hour. Who last had a hand in it before an effect belongs
 * to the story whatever others did long before, unless it is somebody who does so every week.
 */
export function relevantChanges(
  story: Story,
  signs: readonly Finding[],
  effects: readonly CountedEffect[],
  deployments: readonly Deployment[] = [],
): readonly Fact[] {
  const named = new Set(signs.flatMap((sign) => sign.facts.map((fact) => fact.dupKey)));
  const odd = story.changes.filter((change) => named.has(change.dupKey));
  const window = story.analytic.windows.effect_days * DAY_MS;
  const plain = effects
    .filter(({ fact }) => fact.tsMs - (lastUntil(odd, fact.tsMs)?.tsMs ?? Number.NEGATIVE_INFINITY) > window)
    .flatMap((effect) => effect.change ?? []);
  const unknown = new Set(deployments.filter((one) => !one.knownDeployer).map((one) => one.change.factId));
  const last = effects.flatMap(({ fact, change }) =>
    change !== null && unknown.has(change.factId) && fact.tsMs - change.tsMs <= story.analytic.windows.unusual_hours * HOUR_MS
      ? [change]
      : [],
  );
  const direct = new Set([...odd, ...plain, ...last]);
  const byActor = groupBy([...direct].toSorted(byTimeThenId), actorOf);
  return story.changes.filter((change) => direct.has(change) || isAnyNear(byActor.get(actorOf(change)) ?? [], change.tsMs, HOUR_MS));
}

/** Refused changes and bindings. A create that failed for another reason (a role not ready yet) is no attempt. */
export function refusedChanges(story: Story): readonly Fact[] {
  return story.own.filter((fact) => fact.outcome === "denied" && fact.kind !== "invoke" && fact.kind !== "evade");
}

/** Nobody known is somebody, too: the same one each time. */
function actorOf(fact: Fact): string {
  return fact.actorId ?? "";
}
