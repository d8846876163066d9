import type { Source } from "../sources/contract.ts";
import { after, type Soon } from "../util/soon.ts";
import type { ByteFilter } from "./search/byte-filter.ts";
import { type Cut, type CutResult, type CutState, type Marks, marksOf, newCutState } from "./cut/cut.ts";
import { cutByBytes } from "./cut/cut-by-bytes.ts";
import { cutRecords } from "./cut/cut-records.ts";
import { layoutAt } from "./cut/layout.ts";
import { FILE_REASONS, type Reason } from "./reasons.ts";
import type { ScanKernel } from "./search/kernel-contract.ts";
import type { MainSearcher } from "./search/search-ahead.ts";
import { WINDOW_BYTES, type Window } from "./open/windows.ts";

/** A source whose noise may be rejected on bytes. */
export interface QuickWay {
  readonly source: Source;
  /** How its records and the lists around them begin. */
  readonly marks: Marks;
  /** What its noise is told by; made once there are bytes that may be of this source. Null if only a parser can tell. */
  readonly filters: () => QuickFilters | null;
}

export interface QuickFilters {
  readonly filter: ByteFilter;
  /** The same question for many records at once; null where WebAssembly cannot be had. */
  readonly kernel: ScanKernel | null;
}

/** A quick way whose filters are made. */
export type ReadyWay = Pick<QuickWay, "source"> & Pick<QuickFilters, "kernel">;

/** The quick ways of a scan, and what is ready of them: both lists grow as logs turn up. */
export interface QuickWays {
  readonly ways: readonly QuickWay[];
  readonly ready: readonly ReadyWay[];
  readonly searchers: readonly MainSearcher[];
}

export function quickWays(sources: readonly Source[], make: (source: Source) => QuickFilters | null): QuickWays {
  const ready: ReadyWay[] = [];
  const searchers: MainSearcher[] = [];
  const ways = sources.map((source) => {
    const marks = marksOf([source]);
    let filters: QuickFilters | null | undefined;
    const first = (): QuickFilters | null => {
      const made = make(source);
      if (made !== null) ready.push({ source, kernel: made.kernel });
      if (made?.kernel) searchers.push({ marks, kernel: made.kernel });
      return made;
    };
    return { source, marks, filters: () => (filters === undefined ? (filters = first()) : filters) };
  });
  return { ways, ready, searchers };
}

/** Who is told what a walk over an input finds. Positions are in `bytes`, which begin at `base` of the input. */
export interface Walker {
  /** Says whether an input that begins like this is worth walking over. */
  begins(window: Window): boolean;
  /** `quick`: the source as whose record it was cut, or null. */
  found(cut: Cut, bytes: Buffer, base: number, damaged: boolean, quick: Source | null): void;
  rejected(count: number, source: Source): void;
  /** Called where the quick way cannot be taken. */
  carefully?(): void;
  /** Called between stretches, to hand on what has gathered; null where that takes no time. */
  pause(): Promise<void> | null;
}

/** What an input is walked over in: one window that is there, as of most inputs, or one after the other. */
export type Windows = Window | AsyncIterable<Window>;

/** Walks over all records of an input in order. Returns why the rest of it is lost, if it is. */
export function walkRecords(windows: Windows, quick: readonly QuickWay[], marks: Marks, walker: Walker): Soon<Reason | null> {
  const walk: Walk = { quick, marks, walker, state: newCutState(), carried: NOTHING, base: 0, damage: null };
  const walked: Soon<unknown> = "bytes" in windows ? walkWindow(walk, windows) : walkAll(walk, windows);
  return after(walked, () => walk.damage);
}

interface Walk {
  readonly quick: readonly QuickWay[];
  readonly marks: Marks;
  readonly walker: Walker;
  readonly state: CutState;
  /** What the last window left of a record. */
  carried: Buffer;
  base: number;
  damage: Reason | null;
}

const NOTHING = Buffer.alloc(0);

async function walkAll(walk: Walk, windows: AsyncIterable<Window>): Promise<void> {
  for await (const window of windows) if (await walkWindow(walk, window)) return;
}

/** Whether this window is the last one that is looked at. */
function walkWindow(walk: Walk, window: Window): Soon<boolean> {
  const { walker, carried, base } = walk;
  if (base === 0 && carried.length === 0 && !walker.begins(window)) {
    walk.damage = window.damage;
    return true;
  }
  const bytes = carried.length === 0 ? window.bytes : Buffer.concat([carried, window.bytes]);
  return walkFrom(0, bytes, walk, window);
}

/** Walks on from a position in `bytes`, which are the window's behind what was carried over. */
function walkFrom(from: number, bytes: Buffer, walk: Walk, window: Window): Soon<boolean> {
  const { quick, marks, walker, state, base } = walk;
  let at = from;
  for (let more = true; more;) {
    const { result, source } = cutAll(bytes, at, state, window, quick, marks);
    walk.damage = window.damage ?? result.damage;
    for (const cut of result.cuts) walker.found(cut, bytes, base, walk.damage !== null, source);
    if (source === null) walker.carefully?.();
    else walker.rejected(result.noise, source);
    at = result.consumed;
    more = result.more;
    const paused = walker.pause();
    if (paused !== null) return paused.then(() => (more ? walkFrom(at, bytes, walk, window) : endWindow(at, bytes, walk)));
  }
  return endWindow(at, bytes, walk);
}

/** Carries over what follows the last record. */
function endWindow(at: number, bytes: Buffer, walk: Walk): boolean {
  if (walk.damage !== null) return true;
  walk.carried = at < bytes.length ? bytes.subarray(at) : NOTHING;
  walk.base += at;
  if (walk.carried.length > WINDOW_BYTES) walk.damage = FILE_REASONS.hugeRecord;
  return walk.damage !== null;
}

function cutAll(
  bytes: Buffer,
  from: number,
  state: CutState,
  { last, searched }: Window,
  quick: readonly QuickWay[],
  marks: Marks,
): { readonly result: CutResult; readonly source: Source | null } {
  for (const { source, filters, marks: own } of quick) {
    const layout = layoutAt(bytes, from, state.open, own);
    if (layout === null) continue;
    const made = filters();
    const result = made === null ? null : cutByBytes(bytes, layout, state, last, own.recordStarts, made.filter, made.kernel, searched);
    if (result !== null) return { result, source };
  }
  return { result: cutRecords(bytes, from, state, last, marks), source: null };
}
