// Which part of a pattern must stand in a record's bytes just as it is written. Only for comparisons that
// tell upper from lower case; everything JSON may write in two ways ends a piece.
import type { Pattern } from "./pattern.ts";

const MIN_LENGTH = 4;
/** Printable ASCII less quote, backslash and slash (escapes) and less brackets, colon, comma and blank, which
 * stand between tokens too, where a writer may put white space. */
const STABLE = /[!#-+.0-9;-Z^-z|~-]+/g;

/** The longest stable piece of each text part that is long enough to be worth a search; the longest of all first. */
export function patternLiterals(pattern: Pattern): readonly string[] {
  const found: string[] = [];
  for (const part of pattern) {
    if (typeof part !== "string") continue;
    const best = longest(part.match(STABLE) ?? []);
    if (best !== null) found.push(best);
  }
  return found.toSorted((a, b) => b.length - a.length);
}

/** Keys of a field's path that must stand in the bytes when the field exists; the innermost, which is rarest, first. */
export function pathLiterals(segments: readonly string[]): readonly string[] {
  return segments.filter((segment) => longest([segment]) !== null && /^[ !#-.0-[\]-~]+$/.test(segment)).toReversed();
}

/** Two letters at least, so that it cannot be a number, which bytes may spell differently (`1e3`). */
function longest(pieces: readonly string[]): string | null {
  const useful = pieces.filter((piece) => piece.length >= MIN_LENGTH && /[A-Za-z].*[A-Za-z]/.test(piece));
  return useful.toSorted((a, b) => b.length - a.length)[0] ?? null;
}
