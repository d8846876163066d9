import type { ActivityHost } from "../activity/activity-kernel.ts";
import { assignProbes, PROBE_BYTES } from "./kernel-probes.ts";

/** What the kernel looks for in every record, besides where records begin. */
export interface ScanPatterns {
  /** Every way in which a record begins. */
  readonly recordStarts: readonly string[];
  /** Whether records of other logs, which begin otherwise, may stand between them in a list. */
  readonly isMixed?: boolean;
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

/** Between two objects of a list. */
export const JOIN = '},{"';

/** Where every line of a log begins: one that begins no record is of another log. */
export const LINE_START = '\n{"';

/** A pattern as the kernel takes it. `decide`: whether a value of this key may mean something; null for what is no key. */
export interface Pattern {
  readonly kind: number;
  readonly text: string;
  readonly decide: ((value: string) => boolean) | null;
}

// As kernel/scan.ts numbers them.
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
  join: 9,
} as const;

/** Null where there are more or longer patterns than the kernel takes. */
export function listPatterns({
  recordStarts,
  isMixed = false,
  needles,
  escapes,
  keys,
  identityKeys,
  activity,
}: ScanPatterns): readonly Pattern[] | null {
  const list = [
    ...recordStarts.map((text) => ({ kind: KIND.recordStart, text, decide: null })),
    { kind: KIND.lineStart, text: LINE_START, decide: null },
    ...(isMixed ? [{ kind: KIND.join, text: JOIN, decide: null }] : []),
    ...[...new Set(needles)].map((text) => ({ kind: KIND.needle, text, decide: null })),
    ...(activity?.needles ?? []).map((text) => ({ kind: KIND.activityNeedle, text, decide: null })),
    ...(activity?.keys ?? []).map(({ anchor, decide }) => ({ kind: KIND.activityKey, text: keyOf(anchor), decide })),
    ...escapes.map((text) => ({ kind: KIND.escape, text, decide: null })),
    ...identityKeys.map((anchor) => ({ kind: KIND.identityKey, text: keyOf(anchor), decide: null })),
    ...keys.map(({ anchor, decide, isOperation }) => ({
      kind: isOperation ? KIND.operationKey : KIND.key,
      text: keyOf(anchor),
      decide,
    })),
  ];
  const lengths = list.map(({ text }) => Buffer.byteLength(text));
  return list.length > MOST_PATTERNS || lengths.some((length) => length > LONGEST_PATTERN || length < 2) ? null : list;
}

export function hasOperation(list: readonly Pick<Pattern, "kind">[]): boolean {
  return list.some(({ kind }) => kind === KIND.operationKey);
}

/** The key in its quotes. */
function keyOf(anchor: string): string {
  return anchor.slice(0, anchor.lastIndexOf('":') + 1);
}

// Memory as kernel/scan.ts lays it out.
const NIBBLES = 1024;
const SETS = 2048;
const PATTERNS = 4096;
const MOST_PATTERNS = 60;
const LONGEST_PATTERN = 112;

/** Writes patterns into a kernel's memory, where the kernel knows each by its place in the list. */
export function writePatterns(memory: Buffer, list: readonly Pick<Pattern, "kind" | "text">[]): void {
  const texts = list.map(({ text }) => Buffer.from(text));
  const probes = assignProbes(texts);
  for (const [number, { kind }] of list.entries()) {
    const bytes = texts[number]!; // one for each pattern
    const { at: probe, set } = probes[number]!; // likewise
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
