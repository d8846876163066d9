import type { ByteShape } from "../sources/contract.ts";
import type { ByteFilter } from "./byte-filter.ts";
import { type Container, type Cut, type CutResult, type CutState, isSample } from "./cut.ts";
import { shapeOfValue } from "./json-shape.ts";
import { skipBlank } from "./sniff.ts";

/**
 * The quick way from bytes to records, for files laid out as the vendor writes them: records are
 * told apart by how each begins, and noise is never looked at more closely than the byte filter does.
 * Returns null at the first sign of another layout; the careful way (cut-records.ts) then takes over.
 *
 * What it finds to parse is walked over and must end where the next record begins, so facts never
 * depend on a wrong cut. Noise is not checked: a record broken inside, or one that carries a whole
 * look-alike record in a list, counts as it looks from outside.
 */
export function cutByBytes(
  bytes: Buffer,
  from: number,
  state: CutState,
  last: boolean,
  shape: ByteShape,
  filter: ByteFilter,
): CutResult | null {
  const layout = layoutAt(bytes, from, state.open, shape.recordStart);
  if (layout === null) return null;
  const cuts: Cut[] = [];
  let noise = 0;
  let start = layout.first;
  filter.load(bytes);
  for (;;) {
    const next = bytes.indexOf(shape.recordStart, start + shape.recordStart.length, "latin1");
    if (next === -1 && !last) break;
    const end = next === -1 ? endOfLast(bytes, layout.open) : endBefore(bytes, next, layout.open);
    if (end <= start) return null;
    const ordinal = state.records + cuts.length + noise;
    if (isSample(ordinal) || filter.keep(start, end)) {
      const found = shapeOfValue(bytes, start);
      if (found.state !== "complete" || found.end !== end || found.recordsAt !== -1) return null;
      cuts.push({ start, end, ordinal, keys: found.keys, depth: found.depth, broken: false });
    } else noise += 1;
    start = next;
    if (next === -1) break;
  }
  if (cuts.length + noise === 0) return null;
  state.records += cuts.length + noise;
  state.open.splice(0, state.open.length, ...(last ? [] : layout.open));
  return { cuts, noise, consumed: last ? bytes.length : start, more: false, damage: null };
}

interface Layout {
  readonly first: number;
  readonly open: readonly Container[];
}

const WRAPPER = '{"Records":[';

/** Where the first record is and what is open around it, if the bytes begin as the vendor's do. */
function layoutAt(bytes: Buffer, from: number, open: readonly Container[], recordStart: string): Layout | null {
  const at = skipBlank(bytes, from);
  const begins = (text: string, position: number): boolean => bytes.toString("latin1", position, position + text.length) === text;
  if (begins(recordStart, at)) return { first: at, open: [...open] };
  if (open.length > 0) return null;
  if (begins(WRAPPER + recordStart, at)) return { first: at + WRAPPER.length, open: ["wrapper", "list"] };
  return begins(`[${recordStart}`, at) ? { first: at + 1, open: ["list"] } : null;
}

const COMMA = 0x2c;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const CLOSE_OBJECT = 0x7d;
const CLOSE_LIST = 0x5d;

/** End of the record before the one at `next`, or -1 if something unexpected stands between them. */
function endBefore(bytes: Buffer, next: number, open: readonly Container[]): number {
  let end = next - 1;
  if (bytes[end] !== (open.length > 0 ? COMMA : NEWLINE)) return -1;
  if (open.length === 0 && bytes[end - 1] === CARRIAGE_RETURN) end -= 1;
  return bytes[end - 1] === CLOSE_OBJECT ? end : -1;
}

/** End of the last record: before the closing brackets and white space that end the file. */
function endOfLast(bytes: Buffer, open: readonly Container[]): number {
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
