import type { ByteFilter } from "../search/byte-filter.ts";
import { cutByKernel } from "./cut-by-kernel.ts";
import { type Cut, type CutResult, type CutState, isSample } from "./cut.ts";
import { shapeOfValue } from "./json-shape.ts";
import { endBefore, endOfLast, type Layout } from "./layout.ts";
import { createNextPlace } from "./next-place.ts";
import { LINE_START } from "../search/kernel-patterns.ts";
import type { ScanKernel } from "../search/kernel-contract.ts";
import type { Searched } from "../search/searched.ts";

/**
 * The quick way from bytes to records, for files laid out as the vendor writes them: records are
 * told apart by how each begins, and noise is never looked at more closely than the byte filter does.
 * Returns null at the first sign of another layout; the careful way (cut-records.ts) then takes over.
 *
 * What it finds to parse is walked over and must end where the next record begins, so facts never
 * depend on a wrong cut. Noise is not checked: a record broken inside, or one that carries a whole look-alike record in a
 * list, counts as it looks from outside. Of logs that stand in lists with others, brackets are counted where two objects meet.
 */
export function cutByBytes(
  bytes: Buffer,
  layout: Layout,
  state: CutState,
  last: boolean,
  recordStarts: readonly string[],
  filter: ByteFilter,
  kernel: ScanKernel | null,
  searched: Searched | null = null,
): CutResult | null {
  if (kernel !== null) return cutByKernel(bytes, layout, state, last, kernel, searched);
  const cuts: Cut[] = [];
  let noise = 0;
  let start = layout.first;
  const nextPlace = createNextPlace(bytes);
  filter.load(bytes);
  for (;;) {
    const next = nextPlace(recordStarts, start);
    if (next === -1 && !last) break;
    const end = next === -1 ? endOfLast(bytes, layout.open) : endBefore(bytes, next, layout.open);
    if (end <= start || (layout.open.length === 0 && holdsLine(bytes, start, end))) return null;
    const ordinal = state.records + cuts.length + noise;
    const isNoise = !filter.keep(start, end);
    if (isSample(ordinal) || !isNoise) {
      const found = shapeOfValue(bytes, start);
      if (found.state !== "complete" || found.end !== end || found.recordsAt !== -1) return null;
      cuts.push({ start, end, ordinal, keys: found.keys, depth: found.depth, broken: false, isNoise });
    } else noise += 1;
    start = next;
    if (next === -1) break;
  }
  if (cuts.length + noise === 0) return null;
  state.records += cuts.length + noise;
  state.open.splice(0, state.open.length, ...(last ? [] : layout.open));
  return { cuts, noise, consumed: last ? bytes.length : start, more: false, damage: null };
}

/** Whether a line of another log stands behind a record, as where somebody put files one after the other. */
function holdsLine(bytes: Buffer, start: number, end: number): boolean {
  const line = bytes.indexOf(LINE_START, start, "latin1");
  return line !== -1 && line < end;
}
