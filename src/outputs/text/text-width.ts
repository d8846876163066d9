import { eastAsianWidth } from "get-east-asian-width";

/**
 * What nearly all texts are made of: a column a letter, and nothing that joins with its neighbour. Taking text apart by
 * graphemes costs a hundredth of a second before the first letter, so it is begun where it is needed.
 */
const SIMPLE = /^[\x20-\x7e…→─–]*$/;
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Cs}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u;
/** Many that are meant as text are drawn wide, too; digits are emoji only by what follows them. */
const EMOJI = /^(?![\d#*])\p{Emoji}/u;

let segmenter: Intl.Segmenter | undefined;

/** Columns that a text takes on a terminal: a wide character takes two, a combining mark none. */
export function textWidth(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  let columns = 0;
  for (const grapheme of graphemes(text)) columns += graphemeWidth(grapheme);
  return columns;
}

/** What a reader takes for one character each. */
export function graphemes(text: string): readonly string[] {
  if (SIMPLE.test(text)) return text.split("");
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function graphemeWidth(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0;
  return EMOJI.test(grapheme) ? 2 : eastAsianWidth(grapheme.codePointAt(0) ?? 0);
}
