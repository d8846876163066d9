/**
 * Characters that a terminal or a reader does not show as themselves: controls (C0, DEL, C1),
 * direction marks, zero-width and other ignorable characters, line separators, lone surrogates,
 * private use, and every blank that is not the plain space. Log strings are written by attackers.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

/** The same text with every such character spelled out as `\u{hex}`. Line breaks are spelled out too. */
export function printable(text: string): string {
  return text.replaceAll(UNSAFE, (found) => `\\u{${codePoint(found).toString(16)}}`);
}

/** JSON text with such characters as JSON escapes: the same value to a parser, inert on a terminal. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(UNSAFE, jsonEscape);
}

function jsonEscape(found: string): string {
  return Array.from({ length: found.length }, (_, unit) => `\\u${found.charCodeAt(unit).toString(16).padStart(4, "0")}`).join("");
}

function codePoint(text: string): number {
  return text.codePointAt(0) ?? 0;
}
