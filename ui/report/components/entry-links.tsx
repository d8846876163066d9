import type { VNode } from "preact";

const SHOWN = 6;

/** Numbers that lead to rows of the entry table. */
export function EntryLinks({ index, places }: { readonly index: number; readonly places: readonly number[] }): VNode | null {
  if (places.length === 0) return null;
  const rest = places.length - SHOWN;
  return (
    <span class="entry-links">
      {places.slice(0, SHOWN).map((place) => (
        <a href={`#entry-${index + 1}-${place + 1}`} aria-label={`entry ${place + 1}`}>
          {place + 1}
        </a>
      ))}
      {rest > 0 ? <span class="under">and {rest} more</span> : null}
    </span>
  );
}
