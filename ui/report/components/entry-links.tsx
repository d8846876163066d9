import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { shownFor } from "../../../src/incidents/long-timeline.ts";
import { formatCount } from "../words.ts";

const SHOWN = 6;

interface Props {
  readonly incident: Incident;
  readonly index: number;
  readonly places: readonly number[];
}

/** Numbers that lead to rows of the entry table. */
export function EntryLinks({ incident, index, places }: Props): VNode | null {
  if (places.length === 0) return null;
  const rest = places.length - SHOWN;
  return (
    <span class="entry-links">
      {places.slice(0, SHOWN).map((place) => (
        <a href={`#entry-${index + 1}-${shownFor(incident.timeline, place) + 1}`} aria-label={`entry ${place + 1}`}>
          {place + 1}
        </a>
      ))}
      {rest > 0 ? <span class="under">and {formatCount(rest)} more</span> : null}
    </span>
  );
}
