import type { Cut, CutResult, CutState } from "./cut.ts";
import { shapeOfValue } from "./json-shape.ts";
import { endOfLast, type Layout, separatorOf } from "./layout.ts";
import { PIECE_BYTES, type ScanKernel, type Scanned, type ScannedCut, LEFT } from "../search/kernel-contract.ts";
import type { Searched, SearchedPiece } from "../search/searched.ts";

/**
 * The quick way with the scan kernel: the same as in cut-by-bytes.ts, a piece of the window at a
 * time. Null at the first sign of another layout. `searched`: what was found in these bytes before.
 */
export function cutByKernel(
  bytes: Buffer,
  layout: Layout,
  state: CutState,
  last: boolean,
  kernel: ScanKernel,
  searched: Searched | null,
): CutResult | null {
  const piece = searched?.kernel === kernel ? searched.piece(layout.first, separatorOf(layout.open), state.records) : null;
  const found = piece === null ? cutHere(bytes, layout, state, last, kernel) : cutSearched(bytes, layout, piece, kernel);
  if (found === null) return null;
  const { cuts, noise, end, next, isFull } = found;
  const isDone = last && end === bytes.length && next === end;
  state.records += cuts.length + noise;
  state.open.splice(0, state.open.length, ...(isDone ? [] : layout.open));
  return { cuts, noise, consumed: isDone ? bytes.length : next, more: !isDone && (end < bytes.length || isFull), damage: null };
}

interface Found extends Pick<Scanned, "noise" | "next" | "isFull"> {
  readonly cuts: readonly Cut[];
  readonly end: number;
}

/** Searches one piece from a record on. Null where records do not follow each other, or none ends in it. */
export function searchPiece(
  kernel: Pick<ScanKernel, "scan">,
  bytes: Buffer,
  { first, open }: Layout,
  ordinal: number,
  last: boolean,
  ahead: boolean,
): { readonly end: number; readonly scanned: Scanned } | null {
  const end = Math.min(bytes.length, first + PIECE_BYTES);
  const isEnd = last && end === bytes.length;
  const lastEnd = isEnd ? endOfLast(bytes, open) : -1;
  if (isEnd && lastEnd === -1) return null;
  const scanned = kernel.scan(bytes, first, end, separatorOf(open), lastEnd, ordinal, ahead);
  // Nothing at all: a record longer than a piece, which is for the careful way.
  return scanned === null || scanned.kept + scanned.noise + scanned.acts === 0 ? null : { end, scanned };
}

function cutHere(bytes: Buffer, layout: Layout, state: CutState, last: boolean, kernel: ScanKernel): Found | null {
  const found = searchPiece(kernel, bytes, layout, state.records, last, false);
  const cuts = found === null ? null : cutsOf(bytes, found.scanned, kernel);
  if (found === null || cuts === null) return null;
  const { noise, next, isFull } = found.scanned;
  return { cuts, noise, next, isFull, end: found.end };
}

/** What is kept or was read for its row, in order, if each is one whole value that ends where the next record begins. */
function cutsOf(bytes: Buffer, scanned: Scanned, kernel: ScanKernel): readonly Cut[] | null {
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
    const cut = scanned.cut(nth);
    takeActs(cut.ordinal);
    const whole = knownNoise(cut, kernel) ?? wholeCut(bytes, cut);
    if (whole === null) return null;
    cuts.push(whole);
  }
  takeActs(Infinity);
  return cuts;
}

/** A sample that the kernel can read: it walks over it as strictly as a parser. */
function knownNoise({ start, end, ordinal, isNoise }: Omit<ScannedCut, "left">, kernel: ScanKernel): Cut | null {
  const noiseMs = isNoise ? kernel.timeOfNoise(start, end) : null;
  return noiseMs === null ? null : { start, end, ordinal, keys: 0, depth: 0, broken: false, isNoise, noiseMs };
}

function wholeCut(bytes: Buffer, { start, end, ordinal, isNoise }: Omit<ScannedCut, "left">): Cut | null {
  const found = shapeOfValue(bytes, start);
  if (found.state !== "complete" || found.end !== end || found.recordsAt !== -1) return null;
  return { start, end, ordinal, keys: found.keys, depth: found.depth, broken: false, isNoise };
}

/** Does what the search left to be done about single records. */
function cutSearched(bytes: Buffer, layout: Layout, piece: SearchedPiece, kernel: ScanKernel): Found | null {
  const { end, next, isFull } = piece;
  const cuts: Cut[] = [];
  let { noise } = piece;
  const found: ScannedCut[] = [];
  let acts = 0;
  for (let nth = 0; nth < piece.kept; nth += 1) {
    const cut = piece.cut(nth);
    if (cut.left === LEFT.activity) acts += 1;
    found.push(cut);
  }
  const areMany = acts > (piece.kept + piece.noise) * MANY;
  let loadedTo = 0;
  for (const cut of found) {
    if ((cut.left === LEFT.activity || cut.isNoise) && loadedTo < cut.end) {
      loadedTo = areMany ? end : cut.end;
      kernel.load(bytes, cut.start, loadedTo);
    }
    const activity = cut.left === LEFT.activity ? kernel.readActivity(cut.start, cut.end) : null;
    if (activity !== null) {
      const { start, end: stop, ordinal } = cut;
      cuts.push({ start, end: stop, ordinal, keys: 0, depth: 0, broken: false, isNoise: false, activity });
      continue;
    }
    // Takes the kernel's memory for itself.
    if (cut.left === LEFT.judging) loadedTo = 0;
    const whole = cut.left === LEFT.judging ? cutAlone(bytes, cut, layout, kernel) : [knownNoise(cut, kernel) ?? wholeCut(bytes, cut)];
    if (whole === null) return null;
    if (whole.length === 0) noise += 1;
    for (const one of whole) {
      if (one === null) return null;
      cuts.push(one);
    }
  }
  return { cuts, noise, next, isFull, end };
}

/** Share of records that are read for their rows from which on a piece is copied into the kernel whole, and not one record at a time. */
const MANY = 0.2;

/** Searches a record once more by itself: another thread did not know what its values mean. */
function cutAlone(bytes: Buffer, cut: ScannedCut, { open }: Layout, kernel: ScanKernel): readonly Cut[] | null {
  const scanned = kernel.scan(bytes, cut.start, cut.end, separatorOf(open), cut.end, cut.ordinal);
  return scanned === null ? null : cutsOf(bytes, scanned, kernel);
}
