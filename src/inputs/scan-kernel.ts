import {
  type ActivityExports,
  type ActivityHost,
  type ActivityReader,
  createActivityReader,
  placeOfAct,
  type QuickActivity,
} from "./activity-kernel.ts";
import type { Cut } from "./cut.ts";
import { assignProbes, PROBE_BYTES } from "./kernel-probes.ts";
import { KERNEL_BASE64 } from "./kernel.gen.ts";

/** What the kernel looks for in every record, besides where records begin. */
export interface ScanPatterns {
  /** Every way in which a record begins. */
  readonly recordStarts: readonly string[];
  /** A record with one of these is kept. */
  readonly needles: readonly string[];
  /** The same, and what else the record says cannot be told from its bytes. */
  readonly escapes: readonly string[];
  /** Keys with colon and quote whose values name identities. */
  readonly identityKeys: readonly string[];
  /** Needles and keys that show run-as activity; such a record is read for its row by `reader`, and kept where there is none or it cannot be. */
  readonly activity?: { readonly needles: readonly string[]; readonly keys: readonly KeyPattern[]; readonly host: ActivityHost | null };
  /** Keys with colon and quote (`"eventName":"`): a record is kept if one has a value that may mean something. */
  readonly keys: readonly KeyPattern[];
}

export interface KeyPattern {
  readonly anchor: string;
  readonly decide: (value: string) => boolean;
  /** Must stand in a record exactly once; every other record is kept. At most one key of a log. */
  readonly isOperation: boolean;
}

/** What became of the records in a piece of bytes. Positions are in `bytes`. */
export interface Scanned {
  readonly kept: number;
  readonly noise: number;
  /** Where the first record begins that was not decided on; the piece's end if all were. */
  readonly next: number;
  /** No more records fit into one result: there are more before the end. */
  readonly isFull: boolean;
  readonly cut: (nth: number) => Pick<Cut, "start" | "end" | "ordinal" | "isNoise">;
  /** Records that were read for their row of activity. */
  readonly acts: number;
  /** Null for the row if the record has to be parsed after all. */
  readonly act: (nth: number) => Place & { readonly activity: QuickActivity | null };
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly ordinal: number;
}

export interface ScanKernel {
  /**
   * Walks over records from the one at `from`, up to `end`. `lastEnd`: where the last one ends, or -1 if
   * the records go on behind `end`. Null where they do not follow each other as a vendor writes them.
   * The result is good until the next call.
   */
  readonly scan: (bytes: Buffer, from: number, end: number, separator: number, lastEnd: number, ordinal: number) => Scanned | null;
  /** Hashes of all names in identities since it was asked last; null if some may be missing. */
  readonly takeNames: () => Uint32Array | null;
}

/** Where every line of a log begins: one that begins no record is of another log. */
export const LINE_START = '\n{"';

/** At most this many bytes in one call: they stay in the processor's cache between copy and search. */
export const PIECE_BYTES = 1024 * 1024;

// Memory as kernel/scan.ts lays it out.
const NIBBLES = 1024;
const SETS = 2048;
const PATTERNS = 4096;
const CUTS = 1_589_248;
const NAMES = 2_375_680;
const NAME_SLOTS = 16_384;
const NAME_LIST = 2_441_216;
const INPUT = 10_756_096;
const PAGES = Math.ceil((INPUT + PIECE_BYTES) / 65_536) + 1;
const MOST_CUTS = 65_536;
const NOISE_BIT = 0x8000_0000;
const MOST_PATTERNS = 60;
const LONGEST_PATTERN = 112;
const PADDING = 64;

interface KernelExports extends ActivityExports {
  readonly scan: (from: number, end: number, separator: number, lastEnd: number, ordinal: number, operationKey: boolean) => number;
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
  if (list.length > MOST_PATTERNS || list.some(({ bytes }) => bytes.length > LONGEST_PATTERN || bytes.length < 2)) return null;
  compiled ??= compile();
  return compiled === null ? null : lazily(compiled, list, patterns.activity?.host ?? null);
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
  let made: ScanKernel | null = null;
  return {
    scan: (...of) => (made ??= instantiate(module, list, host)).scan(...of),
    takeNames: () => (made === null ? new Uint32Array() : made.takeNames()),
  };
}

interface Pattern {
  readonly kind: number;
  readonly bytes: Buffer;
  readonly decide: ((value: string) => boolean) | null;
}

const KIND = {
  recordStart: 0,
  needle: 1,
  key: 2,
  operationKey: 3,
  identityKey: 4,
  escape: 5,
  lineStart: 6,
  activityNeedle: 7,
  activityKey: 8,
} as const;

function listPatterns({ recordStarts, needles, escapes, keys, identityKeys, activity }: ScanPatterns): readonly Pattern[] {
  return [
    ...recordStarts.map((start) => ({ kind: KIND.recordStart, bytes: Buffer.from(start), decide: null })),
    { kind: KIND.lineStart, bytes: Buffer.from(LINE_START), decide: null },
    ...[...new Set(needles)].map((needle) => ({ kind: KIND.needle, bytes: Buffer.from(needle), decide: null })),
    ...(activity?.needles ?? []).map((needle) => ({ kind: KIND.activityNeedle, bytes: Buffer.from(needle), decide: null })),
    ...(activity?.keys ?? []).map(({ anchor, decide }) => ({ kind: KIND.activityKey, bytes: keyOf(anchor), decide })),
    ...escapes.map((escape) => ({ kind: KIND.escape, bytes: Buffer.from(escape), decide: null })),
    ...identityKeys.map((anchor) => ({ kind: KIND.identityKey, bytes: keyOf(anchor), decide: null })),
    ...keys.map(({ anchor, decide, isOperation }) => ({
      kind: isOperation ? KIND.operationKey : KIND.key,
      bytes: keyOf(anchor),
      decide,
    })),
  ];
}

/** The key in its quotes. */
function keyOf(anchor: string): Buffer {
  return Buffer.from(anchor.slice(0, anchor.lastIndexOf('":') + 1));
}

function instantiate(module: WebAssembly.Module, list: readonly Pattern[], host: ActivityHost | null): ScanKernel {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
  const bytes = Buffer.from(memory.buffer);
  const judge = (pattern: number, at: number, length: number): number =>
    (list[pattern]?.decide?.(bytes.toString("latin1", at, at + length)) ?? true) ? 1 : 0;
  const reader = host === null ? null : createActivityReader(host, bytes);
  const learn: ActivityReader["learn"] = (...of) => reader?.learn(...of) ?? 0;
  const instance = new WebAssembly.Instance(module, { env: { memory }, host: { judge, learn } });
  const kernel = instance.exports as unknown as KernelExports; // what kernel/scan.ts exports
  writePatterns(bytes, list);
  reader?.prepare(kernel);
  const hasOperation = list.some(({ kind }) => kind === KIND.operationKey);
  const cuts = new Uint32Array(memory.buffer, CUTS);
  const names = new Uint32Array(memory.buffer, NAMES, NAME_SLOTS);
  const nameSlots = new Uint16Array(memory.buffer, NAME_LIST, NAME_SLOTS);
  return {
    takeNames: () => {
      const slots = kernel.namesDoubtful.value === 0 ? nameSlots.subarray(0, Number(kernel.names.value)) : null;
      const found = slots === null ? null : namesIn(names, slots);
      kernel.forgetNames();
      return found;
    },
    scan: (given, from, end, separator, lastEnd, ordinal) => {
      // Out of memory that threads share, V8 copies words if both sides lie alike, and single bytes if not: seven times as long.
      const at = INPUT + ((given.byteOffset + from) & 7);
      const shift = at - from;
      given.copy(bytes, at, from, end);
      bytes.fill(0, end + shift, end + shift + PADDING);
      reader?.refresh();
      const isGood = kernel.scan(at, end + shift, separator, lastEnd === -1 ? 0 : lastEnd + shift, ordinal, hasOperation);
      if (isGood === 0) return null;
      const cut: Scanned["cut"] = (nth) => ({
        start: cuts[nth * 3]! - shift, // below `kept`, so in range
        end: cuts[nth * 3 + 1]! - shift,
        ordinal: cuts[nth * 3 + 2]! & 0x7fff_ffff,
        isNoise: cuts[nth * 3 + 2]! >= NOISE_BIT,
      });
      const kept = Number(kernel.kept.value);
      return {
        kept,
        noise: Number(kernel.noise.value),
        next: Number(kernel.next.value) - shift,
        isFull: kept === MOST_CUTS,
        cut,
        acts: Number(kernel.acts.value),
        act: (nth) => ({ ...moved(placeOfAct(bytes, nth), shift), activity: reader?.at(nth) ?? null }),
      };
    },
  };
}

function moved({ start, end, ordinal }: Place, by: number): Place {
  return { start: start - by, end: end - by, ordinal };
}

/** What the kernel put into these slots. */
function namesIn(names: Uint32Array, slots: Uint16Array): Uint32Array {
  const found = new Uint32Array(slots.length);
  for (let nth = 0; nth < slots.length; nth += 1) found[nth] = names[slots[nth]!]!; // nth < length
  return found;
}

function writePatterns(memory: Buffer, list: readonly Pattern[]): void {
  const probes = assignProbes(list.map(({ bytes }) => bytes));
  for (const [number, { kind, bytes }] of list.entries()) {
    const { at: probe, set } = probes[number]!; // one for each pattern
    const at = PATTERNS + number * 128;
    memory.writeUInt32LE(kind, at);
    memory.writeUInt32LE(bytes.length, at + 4);
    memory.writeUInt32LE(probe, at + 8);
    memory.writeUInt32LE(2 ** Math.min(bytes.length, 16) - 1, at + 12);
    bytes.copy(memory, at + 16);
    const members = SETS + set * 64;
    memory[members] = (memory[members] ?? 0) + 1;
    memory[members + memory[members]] = number;
    for (let k = 0; k < PROBE_BYTES; k += 1) allow(memory, NIBBLES + k * 32, bytes[probe + k], 1 << set);
  }
}

/** Marks a set as possible at the nibbles of one probe byte; of a two-byte pattern anything may come third. */
function allow(memory: Buffer, tables: number, byte: number | undefined, set: number): void {
  for (let nibble = 0; nibble < 16; nibble += 1) {
    if (byte === undefined || (byte & 15) === nibble) memory[tables + nibble] = (memory[tables + nibble] ?? 0) | set;
    if (byte === undefined || byte >> 4 === nibble) memory[tables + 16 + nibble] = (memory[tables + 16 + nibble] ?? 0) | set;
  }
}
