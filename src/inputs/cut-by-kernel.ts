import type { Cut, CutResult, CutState } from "./cut.ts";
import { shapeOfValue } from "./json-shape.ts";
import { endOfLast, type Layout, separatorOf } from "./layout.ts";
import { PIECE_BYTES, type ScanKernel, type Scanned } from "./scan-kernel.ts";

/**
 * The quick way with the scan kernel: the same as in cut-by-bytes.ts, a piece of the window at a
 * time. Null at the first sign of another layout.
 */
export function cutByKernel(bytes: Buffer, layout: Layout, state: CutState, last: boolean, kernel: ScanKernel): CutResult | null {
  const { first, open } = layout;
  const end = Math.min(bytes.length, first + PIECE_BYTES);
  const isEnd = last && end === bytes.length;
  const lastEnd = isEnd ? endOfLast(bytes, open) : -1;
  if (isEnd && lastEnd === -1) return null;
  const scanned = kernel.scan(bytes, first, end, separatorOf(open), lastEnd, state.records);
  // Nothing at all: a record longer than a piece, which is for the careful way.
  if (scanned === null || scanned.kept + scanned.noise + scanned.acts === 0) return null;
  const cuts = cutsOf(bytes, scanned);
  if (cuts === null) return null;
  const isDone = isEnd && scanned.next === end;
  state.records += scanned.kept + scanned.noise + scanned.acts;
  state.open.splice(0, state.open.length, ...(isDone ? [] : open));
  return {
    cuts,
    noise: scanned.noise,
    consumed: isDone ? bytes.length : scanned.next,
    more: !isDone && (end < bytes.length || scanned.isFull),
    damage: null,
  };
}

/** What is kept or was read for its row, in order, if each is one whole value that ends where the next record begins. */
function cutsOf(bytes: Buffer, scanned: Scanned): readonly Cut[] | null {
  const cuts: Cut[] = [];
  let acts = 0;
  const takeActs = (before: number): void => {
    for (; acts < scanned.acts; acts += 1) {
      const { start, end, ordinal, activity } = scanned.act(acts);
      if (ordinal > before) return;
      if (activity !== null) cuts.push({ start, end, ordinal, keys: 0, depth: 0, broken: false, isNoise: false, activity });
      else {
        // The kernel walked over it, so it is one whole value.
        const { keys, depth } = shapeOfValue(bytes, start);
        cuts.push({ start, end, ordinal, keys, depth, broken: false, isNoise: false });
      }
    }
  };
  for (let nth = 0; nth < scanned.kept; nth += 1) {
    const { start, end, ordinal, isNoise } = scanned.cut(nth);
    takeActs(ordinal);
    const found = shapeOfValue(bytes, start);
    if (found.state !== "complete" || found.end !== end || found.recordsAt !== -1) return null;
    cuts.push({ start, end, ordinal, keys: found.keys, depth: found.depth, broken: false, isNoise });
  }
  takeActs(Infinity);
  return cuts;
}
