import { printable } from "../../util/printable.ts";

/**
 * Text from logs in Markdown. Escaping with backslashes differs between renderers, so nothing is
 * escaped: what is not a plain word stands in a code span, where no renderer finds markup, links,
 * mentions or references, and the few characters that could end a span or a table cell are spelled out.
 */

/** Punctuation that means nothing in Markdown, around something else. */
const PUNCTUATED = /^(["'(]*)(.*?)([)"',;:.!?]*)$/su;

/** A cell or line beyond this helps nobody, and trackers refuse long comments. */
const LONGEST = 300;

/** Ends a code span, a table cell, or begins a tag or a chat mention even inside code. */
const ENDS_CODE = /[`|<>]/g;
const SESSION = / \(session .*\)$/su;
/** Letters with inner hyphens or apostrophes, or a short number, with ordinary punctuation around. */
const PLAIN_WORD = /^[("']*(?:\p{L}+(?:['’-]\p{L}+)*|\d{1,6})[)"',;:.!?]*$/u;
/** Trackers turn these into links: list numbers are markup, hexadecimal words are commits. */
const SPECIAL_WORD = /^(?:\d+[.)]|["'(]*[0-9a-f]{7,}[)"',;:.!?]*)$/i;

/** An identifier, file name or other foreign text as a code span. Empty text is a dash. */
export function code(text: string): string {
  const shown = inert(text).trim();
  return shown === "" ? "–" : `\`${shown}\``;
}

/** A sentence that may quote names from logs: plain words stay, everything else becomes code. */
export function prose(text: string): string {
  const words = inert(text)
    .split(" ")
    .filter((word) => word !== "");
  return words.map((word) => (isPlain(word) ? word : inCode(word))).join(" ");
}

/** Ordinary punctuation around a name stays outside. */
function inCode(word: string): string {
  const [, before = "", name = "", after = ""] = PUNCTUATED.exec(word) ?? [];
  return name === "" ? `\`${word}\`` : `${before}\`${name}\`${after}`;
}

function isPlain(word: string): boolean {
  return PLAIN_WORD.test(word) && !SPECIAL_WORD.test(word);
}

function inert(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return printable(short).replaceAll(ENDS_CODE, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`);
}

/** The telling end of an id as code, such as `role/name` of an ARN; ids that name another account are shown whole. */
export function shortCode(id: string, account: string): string {
  const parts = /[^/:]+[/:][^/:]+$/u.exec(id.replace(SESSION, ""));
  const isHere = account !== "" && id.includes(account);
  return code(parts === null || !isHere ? id : parts[0] + (SESSION.exec(id)?.[0] ?? ""));
}

/** A table; cells are already safe. No rows, no table. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
