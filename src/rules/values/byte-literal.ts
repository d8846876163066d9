// Which part of a pattern must stand in a record's bytes just as it is written. Only for comparisons that
// tell upper from lower case; everything that JSON may write in two ways ends a piece.
import type { Pattern } from "./pattern.ts";

/** A text that a matching record holds, as far as its bytes are certain. */
export interface ByteLiteral {
  /** Without quotes and backslashes: as a vendor writes it who leaves slashes alone. */
  readonly whole: string;
  /** The part of it that any JSON writer writes like this, if it is long enough to be worth a search. */
  readonly piece: string | null;
}

const MIN_LENGTH = 4;
const WHOLE = /[ !#-[\]-~]+/g;
/** Printable ASCII less quote, backslash and slash (escapes) and less brackets, colon, comma and blank, which
 * stand between tokens too, where a writer may put white space. */
const STABLE = /[!#-+.0-9;-Z^-z|~-]+/g;

/** What a text that this pattern accepts must hold; the longest first. */
export function patternLiterals(pattern: Pattern): readonly ByteLiteral[] {
  const wholes = pattern.flatMap((part) => (typeof part === "string" ? (part.match(WHOLE) ?? []) : []));
  const literals = wholes.map((whole) => ({ whole, piece: longest(whole.match(STABLE) ?? []) }));
  return literals.toSorted((a, b) => (b.piece ?? "").length - (a.piece ?? "").length);
}

/** Keys of a field's path that must stand in the bytes when the field exists; the innermost, which is rarest, first. */
export function pathLiterals(segments: readonly string[]): readonly ByteLiteral[] {
  const plain = segments.filter((segment) => /^[ !#-.0-[\]-~]+$/.test(segment));
  return plain.map((whole) => ({ whole, piece: longest([whole]) })).toReversed();
}

/** Two letters at least, so that it cannot be a number, which bytes may spell differently (`1e3`). */
function longest(pieces: readonly string[]): string | null {
  const useful = pieces.filter((piece) => piece.length >= MIN_LENGTH && /[A-Za-z].*[A-Za-z]/.test(piece));
  return useful.toSorted((a, b) => b.length - a.length)[0] ?? null;
}
