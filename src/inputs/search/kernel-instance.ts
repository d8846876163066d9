import {
  type ActivityExports,
  type ActivityHost,
  type ActivityReader,
  createActivityReader,
  placeOfAct,
} from "../activity/activity-kernel.ts";
import { hasOperation, type Pattern, writePatterns } from "./kernel-patterns.ts";
import { LEFT, type Names, PIECE_BYTES, type Place, type ScanKernel, type ScannedCut } from "./kernel-contract.ts";

// Memory as kernel/scan.ts and kernel/names.ts lay it out.
const CUTS = 1_589_248;
const NAMES = 2_375_680;
const NAME_SLOTS = 16_384;
const NAME_LIST = 2_441_216;
const INPUT = 10_756_096;
const PAGES = Math.ceil((INPUT + PIECE_BYTES) / 65_536) + 1;
const MOST_CUTS = 65_536;
const NOISE_BIT = 0x8000_0000;
const PADDING = 64;

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

/** What a kernel finds in a file without names. */
export const NO_NAMES: Names = [];

export type Kernel = Pick<ScanKernel, "scan" | "load" | "readActivity" | "timeOfNoise" | "takeNames">;

/** A kernel with memory of its own. `decide`: whether a value may mean something; null while that is not known. */
export function instantiate(
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
