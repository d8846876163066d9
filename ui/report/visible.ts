/**
 * Attackers write the strings. Characters that hide, reorder or imitate others are shown as
 * `\u{202e}` instead of being obeyed, so that what a reader sees is what the record holds.
 */

// Control, format, private-use, unassigned, lone surrogates, separators other than a plain
// space, everything Unicode calls ignorable, and marks stacked higher than any language needs.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}|(?<=\p{M}{3})\p{M}/gu;

export interface VisiblePart {
  readonly text: string;
  /** True when `text` is an escape that stands for one hidden character. */
  readonly hidden: boolean;
}

/** `text` with every hidden character written as `\u{…}`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, escape);
}

/** Like `visible`, but line feeds and tabs stay: for raw records in a `pre`. */
export function visibleLines(text: string): string {
  return text.replace(HIDDEN, (character) => (character === "\n" || character === "\t" ? character : escape(character)));
}

/** The same text in runs, so that a page can mark what was hidden from what was typed. */
export function visibleParts(text: string): readonly VisiblePart[] {
  const parts: VisiblePart[] = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index), hidden: false });
    parts.push({ text: escape(match[0]), hidden: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), hidden: false });
  return parts;
}

function escape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
