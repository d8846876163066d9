import { printable } from "../../util/printable.ts";

/** Nothing longer fits a terminal block, and layout costs time on megabytes of attacker's text. */
const LONGEST = 600;

const LONGEST_ID = 80;

/** A string from a log, safe and short enough to lay out on a terminal. */
export function plainText(text: string): string {
  return printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** The last part of an id, such as the role name of an ARN, without its session: enough to recognise it in a row. */
export function shortId(text: string): string {
  const id = text.replace(/ \(session .*\)$/s, "");
  const parts = id.split(/[/:]/u).filter((part) => part !== "");
  return plainText((parts.at(-1) ?? id).slice(0, LONGEST_ID));
}
