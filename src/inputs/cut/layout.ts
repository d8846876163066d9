import type { Container, Marks } from "./cut.ts";
import { skipBlank } from "../open/sniff.ts";

/** How records stand in a window that is laid out as the vendor writes it. */
export interface Layout {
  readonly first: number;
  readonly open: readonly Container[];
}

const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;

/** Where the first record is and what is open around it, if the bytes begin as the vendor's do. `marks`: of one source. */
export function layoutAt(bytes: Buffer, from: number, open: readonly Container[], { recordStarts, wrapperStarts }: Marks): Layout | null {
  const at = skipBlank(bytes, from);
  const isRecord = (position: number): boolean => recordStarts.some((start) => beginsWith(bytes, position, start));
  if (isRecord(at)) return { first: at, open: [...open] };
  if (open.length > 0) return null;
  if (bytes[at] === OPEN_LIST) return isRecord(at + 1) ? { first: at + 1, open: ["list"] } : null;
  if (bytes[at] !== OPEN_OBJECT) return null;
  const wrapper = wrapperStarts.find((text) => beginsWith(bytes, at, text));
  if (wrapper === undefined || !isRecord(at + wrapper.length)) return null;
  return { first: at + wrapper.length, open: ["wrapper", "list"] };
}

/** `text` of ASCII. Asked several times of each file, so nothing is made for it. */
function beginsWith(bytes: Buffer, at: number, text: string): boolean {
  for (let nth = 0; nth < text.length; nth += 1) if (bytes[at + nth] !== text.charCodeAt(nth)) return false;
  return true;
}

const COMMA = 0x2c;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const CLOSE_OBJECT = 0x7d;
const CLOSE_LIST = 0x5d;

/** What stands between two records: a comma in a list, else a line break. */
export function separatorOf(open: readonly Container[]): number {
  return open.length > 0 ? COMMA : NEWLINE;
}

/** End of the record before the one at `next`, or -1 if something unexpected stands between them. */
export function endBefore(bytes: Buffer, next: number, open: readonly Container[]): number {
  let end = next - 1;
  if (bytes[end] !== separatorOf(open)) return -1;
  if (open.length === 0 && bytes[end - 1] === CARRIAGE_RETURN) end -= 1;
  return bytes[end - 1] === CLOSE_OBJECT ? end : -1;
}

/** End of the last record: before the closing brackets and white space that end the file. */
export function endOfLast(bytes: Buffer, open: readonly Container[]): number {
  let end = bytes.length;
  for (const container of [null, ...open]) {
    if (container !== null && bytes[(end -= 1)] !== (container === "list" ? CLOSE_LIST : CLOSE_OBJECT)) return -1;
    while (isBlank(bytes[end - 1])) end -= 1;
  }
  return bytes[end - 1] === CLOSE_OBJECT ? end : -1;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === CARRIAGE_RETURN || byte === 0x09;
}
