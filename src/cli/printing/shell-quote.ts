import { printable } from "../../util/printable.ts";

/** A word as a POSIX shell reads it back. */
export function quoted(word: string): string {
  const safe = printable(word);
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}
