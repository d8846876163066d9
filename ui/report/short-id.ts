import { visible } from "./visible.ts";

/** How an actor's label names the session below its identity. */
const SESSION = " (session ";

/** The identity of an actor's label, without its session. */
export function identityOf(actor: string): string {
  const cut = actor.indexOf(SESSION);
  return cut < 0 ? actor : actor.slice(0, cut);
}

/** Splits an id into the part that tells where it lives and the part that names it. */
export function splitId(id: string): { readonly head: string; readonly tail: string } {
  const identity = identityOf(id);
  const cut = Math.max(identity.lastIndexOf("/"), identity.lastIndexOf(":"), identity.lastIndexOf("|"));
  // `function:name:$LATEST` and ids that end in a separator: better whole than nothing.
  if (cut < 0 || cut === identity.length - 1) return { head: "", tail: id };
  return { head: id.slice(0, cut + 1), tail: id.slice(cut + 1) };
}

/** The naming part alone, without a session. */
export function shortId(id: string): string {
  return splitId(identityOf(id)).tail;
}

/** Columns that `text` takes in a monospace font; anything beyond Latin counts as two. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += (character.codePointAt(0) ?? 0) > 0x2ff ? 2 : 1;
  return sum;
}

/** `text` made visible and cut to `limit` columns, with an ellipsis where something is missing. */
export function ellipsis(text: string, limit: number): string {
  const shown = visible(text);
  if (columns(shown) <= limit) return shown;
  let out = "";
  let used = 1;
  for (const character of shown) {
    used += columns(character);
    if (used > limit) break;
    out += character;
  }
  return `${out}…`;
}

/** `text` in at most `lines` lines of `limit` columns, broken after separators where possible. */
export function wrap(text: string, limit: number, lines: number): readonly string[] {
  const out: string[] = [];
  let rest = visible(text);
  while (out.length < lines - 1 && columns(rest) > limit) {
    const cut = breakPoint(rest, limit);
    out.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  out.push(ellipsis(rest, limit));
  return out;
}

function breakPoint(text: string, limit: number): number {
  let used = 0;
  let index = 0;
  let separator = 0;
  for (const character of text) {
    used += columns(character);
    if (used > limit) break;
    index += character.length;
    if (/[\s\-_./:@]/.test(character)) separator = index;
  }
  return separator > limit / 2 ? separator : Math.max(index, 1);
}
