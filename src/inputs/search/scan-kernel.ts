import {
  type ActivityExports,
  type ActivityHost,
  type ActivityReader,
  createActivityReader,
  placeOfAct,
  type QuickActivity,
} from "../activity/activity-kernel.ts";
import type { Cut } from "../cut/cut.ts";
import { hasOperation, listPatterns, type Pattern, type ScanPatterns, writePatterns } from "./kernel-patterns.ts";
import { KERNEL_BASE64 } from "./kernel.gen.ts";

/** What became of the records in a piece of bytes. Positions are in `bytes`. */
export interface Scanned {
  readonly kept: number;
  readonly noise: number;
  /** Where the first record begins that was not decided on; the piece's end if all were. */
  readonly next: number;
  /** No more records fit into one result: there are more before the end. */
  readonly isFull: boolean;
  readonly cut: (nth: number) => ScannedCut;
  /** Records that were read for their row of activity. */
  readonly acts: number;
  /** Null for the row if the record has to be parsed after all. */
  readonly act: (nth: number) => Place & { readonly activity: QuickActivity | null };
}

export type ScannedCut = Pick<Cut, "start" | "end" | "ordinal" | "isNoise"> & { readonly left: number };

/** What is left to be done about a record that was kept ahead of the rest: nothing, reading its row of activity, or judging its values. */
export const LEFT = { nothing: 0, activity: 2, judging: 1 } as const;

interface Place {
  readonly start: number;
  readonly end: number;
  readonly ordinal: number;
}

export interface ScanKernel {
  /**
   * Walks over records from the one at `from`, up to `end`. `lastEnd`: where the last one ends, or -1 if
   * the records go on behind `end`. Null where they do not follow each other as a vendor writes them. `ahead`: rows of
   * activity are left for `readActivity`. The result is good until the next call.
   */
  readonly scan: (
    bytes: Buffer,
    from: number,
    end: number,
    separator: number,
    lastEnd: number,
    ordinal: number,
    ahead?: boolean,
  ) => Scanned | null;
  /** Takes bytes in, for `readActivity` and `timeOfNoise`; good until the next call of this or of `scan`. */
  readonly load: (bytes: Buffer, from: number, end: number) => void;
  /** Reads one record of what was loaded for its row; null if it has to be parsed. */
  readonly readActivity: (start: number, end: number) => QuickActivity | null;
  /**
   * The time, in ms, of a record that means nothing, out of what was loaded or scanned last; null if it takes the parser to tell,
   * or to tell that the record is one of this log at all.
   */
  readonly timeOfNoise: (start: number, end: number) => number | null;
  /** Hashes of all names in identities since it was asked last; null if some may be missing. */
  readonly takeNames: () => Names | null;
  /** Names that another kernel found in the same file. */
  readonly addNames: (names: Names | null) => void;
  /** Whether a value of a key may mean something, by the key's number. */
  readonly judge: (pattern: number, value: string) => boolean;
  /** What another kernel needs to search for the same. */
  readonly search: () => Search;
}

/** Hashes, most often so few that an array of words would cost more to make than to fill. */
export type Names = ArrayLike<number>;

/** What a kernel searches for and how it judged the values that it has seen, as one thread tells another. */
export interface Search {
  readonly patterns: readonly Pick<Pattern, "kind" | "text">[];
  readonly judged: readonly Judged[];
}

export interface Judged {
  readonly pattern: number;
  readonly value: string;
  readonly accepted: boolean;
}

/** At most this many bytes in one call: they stay in the processor's cache between copy and search. */
export const PIECE_BYTES = 1024 * 1024;

// Memory as kernel/scan.ts lays it out.
const CUTS = 1_589_248;
const NAMES = 2_375_680;
const NAME_SLOTS = 16_384;
const NAME_LIST = 2_441_216;
const INPUT = 10_756_096;
const PAGES = Math.ceil((INPUT + PIECE_BYTES) / 65_536) + 1;
const MOST_CUTS = 65_536;
const NOISE_BIT = 0x8000_0000;
const PADDING = 64;
/** Values whose judgements are remembered for other threads. */
const MOST_JUDGED = 16_384;

interface KernelExports extends ActivityExports {
  readonly scan: (
    from: number,
    end: number,
    separator: number,
    lastEnd: number,
    ordinal: number,
    operationKey: boolean,
    ahead: boolean,
  ) => number;
  readonly kept: WebAssembly.Global;
  readonly noise: WebAssembly.Global;
  readonly next: WebAssembly.Global;
  readonly names: WebAssembly.Global;
  readonly namesDoubtful: WebAssembly.Global;
  readonly forgetNames: () => void;
}

let compiled: WebAssembly.Module | null | undefined;

/** Null where it cannot be had: WebAssembly is switched off, or there are more or longer patterns than it takes. */
export function createScanKernel(patterns: ScanPatterns): ScanKernel | null {
  const list = listPatterns(patterns);
  if (list === null) return null;
  compiled ??= compile();
  return compiled === null ? null : lazily(compiled, list, patterns.activity?.host ?? null);
}

/** A kernel of another thread. What it was not told about a value it asks `unknown`, and leaves the record open. */
export function createAheadKernel({ patterns, judged }: Search, unknown: (pattern: number, value: string) => void): AheadKernel | null {
  compiled ??= compile();
  if (compiled === null) return null;
  const verdicts = new Map(judged.map(({ pattern, value, accepted }) => [`${pattern} ${value}`, accepted]));
  const judge = (pattern: number, value: string): boolean | null => {
    const known = verdicts.get(`${pattern} ${value}`);
    if (known === undefined) unknown(pattern, value);
    return known ?? null;
  };
  const kernel = instantiate(compiled, patterns, judge, null);
  return { ...kernel, learn: ({ pattern, value, accepted }) => void verdicts.set(`${pattern} ${value}`, accepted) };
}

export interface AheadKernel extends Pick<ScanKernel, "scan" | "takeNames"> {
  readonly learn: (judged: Judged) => void;
}

function compile(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Buffer.from(KERNEL_BASE64, "base64"));
  } catch {
    return null;
  }
}

/** Memory is taken only once there are bytes of the log that this kernel is for. */
function lazily(module: WebAssembly.Module, list: readonly Pattern[], host: ActivityHost | null): ScanKernel {
  let made: Kernel | null = null;
  let judged: Judged[] = [];
  let others: (Names | null)[] = [];
  const judge = (pattern: number, value: string): boolean => {
    const accepted = list[pattern]?.decide?.(value) ?? true;
    if (judged.length >= MOST_JUDGED) judged = [];
    judged.push({ pattern, value, accepted });
    return accepted;
  };
  const kernel = (): Kernel => (made ??= instantiate(module, list, judge, host));
  return {
    scan: (...of) => kernel().scan(...of),
    load: (...of) => kernel().load(...of),
    readActivity: (...of) => kernel().readActivity(...of),
    timeOfNoise: (...of) => kernel().timeOfNoise(...of),
    takeNames: () => {
      const own = made === null ? NO_NAMES : made.takeNames();
      if (others.length === 0) return own;
      if (others.length === 1 && own?.length === 0) return others.pop() ?? null;
      const all = [own, ...others].filter((names) => names !== null);
      const isWhole = all.length === others.length + 1;
      others = [];
      return isWhole ? [...new Set(all.flatMap((names) => Array.from(names)))] : null;
    },
    addNames: (names) => void others.push(names),
    judge,
    search: () => ({ patterns: list.map(({ kind, text }) => ({ kind, text })), judged }),
  };
}

const NO_NAMES: Names = [];

type Kernel = Pick<ScanKernel, "scan" | "load" | "readActivity" | "timeOfNoise" | "takeNames">;

function instantiate(
  module: WebAssembly.Module,
  list: readonly Pick<Pattern, "kind" | "text">[],
  decide: (pattern: number, value: string) => boolean | null,
  host: ActivityHost | null,
): Kernel {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
  const bytes = Buffer.from(memory.buffer);
  const plain = new Uint8Array(memory.buffer);
  const judge = (pattern: number, at: number, length: number): number => {
    const accepted = decide(pattern, bytes.toString("latin1", at, at + length));
    return accepted === null ? 2 : accepted ? 1 : 0;
  };
  const reader = host === null ? null : createActivityReader(host, bytes);
  const learn: ActivityReader["learn"] = (...of) => reader?.learn(...of) ?? 0;
  const instance = new WebAssembly.Instance(module, { env: { memory }, host: { judge, learn } });
  const kernel = instance.exports as unknown as KernelExports; // what kernel/scan.ts exports
  writePatterns(bytes, list);
  reader?.prepare(kernel);
  const isOperationAsked = hasOperation(list);
  const cuts = new Uint32Array(memory.buffer, CUTS);
  let loaded = 0;
  const take = (given: Buffer, from: number, end: number): number => {
    // Out of memory that threads share, V8 copies words if both sides lie alike, and single bytes if not: seven times as long.
    const at = INPUT + ((given.byteOffset + from) & 7);
    given.copy(bytes, at, from, end);
    plain.fill(0, at + end - from, at + end - from + PADDING);
    reader?.refresh();
    return at;
  };
  return {
    takeNames: nameTaker(kernel, memory),
    load: (given, from, end) => {
      loaded = take(given, from, end) - from;
    },
    readActivity: (start, end) => (kernel.readAlone(start + loaded, end + loaded, 0) === 0 ? null : (reader?.at(0) ?? null)),
    timeOfNoise: (start, end) => reader?.timeOf(start + loaded, end + loaded) ?? null,
    scan: (given, from, end, separator, lastEnd, ordinal, ahead = false) => {
      const at = take(given, from, end);
      const shift = at - from;
      loaded = shift;
      const last = lastEnd === -1 ? 0 : lastEnd + shift;
      if (kernel.scan(at, end + shift, separator, last, ordinal, isOperationAsked, ahead) === 0) return null;
      const kept = Number(kernel.kept.value);
      return {
        kept,
        noise: Number(kernel.noise.value),
        next: Number(kernel.next.value) - shift,
        isFull: kept === MOST_CUTS,
        cut: (nth) => cutAt(cuts, nth, shift, ahead),
        acts: Number(kernel.acts.value),
        act: (nth) => ({ ...moved(placeOfAct(bytes, nth), shift), activity: reader?.at(nth) ?? null }),
      };
    },
  };
}

function moved({ start, end, ordinal }: Place, by: number): Place {
  return { start: start - by, end: end - by, ordinal };
}

function cutAt(cuts: Uint32Array, nth: number, shift: number, ahead: boolean): ScannedCut {
  const about = cuts[nth * 3 + 2]!; // asked for what was kept only, so in range
  return {
    start: cuts[nth * 3]! - shift, // likewise
    end: cuts[nth * 3 + 1]! - shift, // likewise
    ordinal: about & (ahead ? 0x1fff_ffff : 0x7fff_ffff),
    isNoise: about >= NOISE_BIT,
    left: ahead ? (about >>> 29) & 3 : LEFT.nothing,
  };
}

function nameTaker(kernel: KernelExports, memory: WebAssembly.Memory): Kernel["takeNames"] {
  const names = new Uint32Array(memory.buffer, NAMES, NAME_SLOTS);
  const nameSlots = new Uint16Array(memory.buffer, NAME_LIST, NAME_SLOTS);
  return () => {
    const isSure = kernel.namesDoubtful.value === 0;
    const count = Number(kernel.names.value);
    if (isSure && count === 0) return NO_NAMES;
    const found: number[] = [];
    for (let nth = 0; nth < count; nth += 1) found.push(names[nameSlots[nth]!]!); // the kernel's own slots
    kernel.forgetNames();
    return isSure ? found : null;
  };
}
