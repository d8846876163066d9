import type { TimelineEntry } from "./incident.ts";
import { countWhere } from "../util/in-time.ts";
import { once } from "../util/once.ts";

/*
 * What a report shows of a timeline one by one. Somebody who downloads twenty thousand files makes as many entries, which say the same:
 * a page with all of them and their records is a hundred megabytes that no browser likes to open.
 */

/** Up to so many are all shown. */
const LONG = 1000;
/** Of a longer one, so many of each kind of entry, and the last. */
const OF_A_KIND = 100;

/** Places of the entries that are shown, in order. */
export const shownPlaces: (timeline: readonly TimelineEntry[]) => readonly number[] = once((timeline) => {
  const places = timeline.map((_, place) => place);
  if (timeline.length <= LONG) return places;
  const kinds = new Map<string, number[]>();
  for (const place of places) {
    const kind = kindOf(timeline[place]!); // a place of the timeline
    const alike = kinds.get(kind);
    if (alike === undefined) kinds.set(kind, [place]);
    else alike.push(place);
  }
  const shown = [...kinds.values()].flatMap((alike) => [...alike.slice(0, OF_A_KIND), ...alike.slice(OF_A_KIND).slice(-1)]);
  return shown.toSorted((a, b) => a - b);
});

function kindOf({ stage, operation, actor, outcome, inferred, excluded }: TimelineEntry): string {
  return JSON.stringify([stage, operation, actor, outcome, inferred === true, excluded?.id ?? null]);
}

/** The entry itself where it is shown, else the first of those that are left out around it. */
export function shownFor(timeline: readonly TimelineEntry[], place: number): number {
  const shown = shownPlaces(timeline);
  const last = shown[countWhere(shown, (one) => one <= place) - 1] ?? -1;
  return last === place ? place : last + 1;
}
