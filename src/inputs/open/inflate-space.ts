import { closeSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import type { Limits } from "../contract.ts";
import { INFLATE_BASE64 } from "./inflate.gen.ts";
import { WINDOW_BYTES } from "./windows.ts";

/** Where in a space a file lies, and where what it holds. */
export interface Placed {
  readonly givenAt: number;
  readonly givenLength: number;
  readonly bytesAt: number;
  readonly bytesLength: number;
}

/** Who is told how far a file is inflated, a stretch at a time. */
export type Follower = (bytes: Buffer, isWhole: boolean) => void;

/** Memory that gzip files are read and inflated into, one behind the other, without a buffer or a stream for each. */
export interface InflateSpace {
  /** Reads a file whole. Null for whatever is not plain, whole gzip that fits: the ordinary way then says what it is. */
  readonly add: (file: string, limits: Limits, follower?: Follower) => Placed | null;
  /** All of the memory as it is now; `add` may make it larger. */
  readonly bytes: () => Buffer;
  /** How much of it is taken, in bytes. */
  readonly taken: () => number;
  readonly clear: () => void;
}

const PAGE = 65_536;
const FIRST_PAGES = 128;
/** As kernel/inflate.ts is compiled. */
const MOST_PAGES = 640;
/** Behind the kernel's tables. */
const START = PAGE;
const READ_AT_ONCE = 1024 * 1024;
const MOST_GIVEN = 8 * 1024 * 1024;
const MOST_BYTES = 24 * 1024 * 1024;
/** What the kernel may read or write too far. */
const PADDING = 512;

interface InflateExports {
  readonly prepare: () => void;
  readonly begin: (from: number, end: number, to: number, most: number) => void;
  readonly advance: (until: number) => number;
  readonly crcRest: () => number;
  readonly crcRestLength: () => number;
  readonly inputEnd: WebAssembly.Global;
  readonly isLast: WebAssembly.Global;
}

/** Null where WebAssembly is switched off. `memory`: that of another thread, which reads what is made here. */
export function createInflateSpace(memory: WebAssembly.Memory | null = newSpaceMemory()): InflateSpace | null {
  if (memory === null) return null;
  const module = new WebAssembly.Module(Buffer.from(INFLATE_BASE64, "base64"));
  const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as InflateExports; // what kernel/inflate.ts exports
  kernel.prepare();
  const space: Space = { memory, kernel, bytes: Buffer.from(memory.buffer), end: START };
  return {
    add: (file, limits, follower) => {
      try {
        return addFile(space, file, limits, follower ?? null);
      } catch {
        // Files that cannot be read, and bytes that lead the kernel out of its memory.
        return null;
      }
    },
    bytes: () => space.bytes,
    taken: () => space.end - START,
    clear: () => {
      space.end = START;
    },
  };
}

export function newSpaceMemory(): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared: true });
  } catch {
    return null;
  }
}

interface Space {
  readonly memory: WebAssembly.Memory;
  readonly kernel: InflateExports;
  bytes: Buffer;
  end: number;
}

function addFile(space: Space, file: string, { fileBytes, expandedBytes }: Limits, follower: Follower | null): Placed | null {
  const givenAt = space.end;
  const givenLength = readInto(space, file, givenAt);
  const deflated = givenLength === null || givenLength > fileBytes ? null : deflatedPart(space.bytes, givenAt, givenLength);
  if (givenLength === null || deflated === null) return null;
  const end = givenAt + givenLength;
  const bytesLength = space.bytes.readUInt32LE(end - 4);
  // The size in the trailer can be forged: what comes of it is bounded here, and checked below.
  if (bytesLength > Math.min(MOST_BYTES, WINDOW_BYTES, expandedBytes, givenLength * BEST_RATIO)) return null;
  const bytesAt = (end + PADDING) & ~15;
  reserve(space, bytesAt + bytesLength + PADDING);
  const stop = bytesAt + bytesLength;
  if (!inflate(space, deflated, end - TRAILER, bytesAt, stop, follower)) return null;
  space.end = (stop + PADDING) & ~15;
  return { givenAt, givenLength, bytesAt, bytesLength };
}

/** Inflates a stream a stretch at a time, so that each is checked and followed while it is in the cache. False unless it is whole and sound. */
function inflate(space: Space, from: number, end: number, bytesAt: number, stop: number, follower: Follower | null): boolean {
  const { kernel, bytes } = space;
  kernel.begin(from, end, bytesAt, stop);
  for (let at = bytesAt, isLast = false; !isLast;) {
    const reached = kernel.advance(at + STRETCH);
    if (reached === 0) return false;
    isLast = kernel.isLast.value !== 0;
    if (isLast && (reached !== stop || kernel.inputEnd.value !== end)) return false;
    if (isLast && checksum(space, bytesAt, stop) !== bytes.readUInt32LE(end)) return false;
    follower?.(bytes.subarray(bytesAt, reached), isLast);
    at = reached;
  }
  return true;
}

/** Of a long text the kernel has left a short one that has the same checksum, but for a register that begins with zeros. */
function checksum({ kernel, bytes }: Space, from: number, end: number): number {
  if (end - from < LEAST_FOLDED) return crc32(bytes.subarray(from, end));
  const rest = kernel.crcRest();
  return crc32(bytes.subarray(rest, rest + kernel.crcRestLength()), 0xffff_ffff);
}

/** More than the kernel leaves. */
const LEAST_FOLDED = 8192;
/** At least as much is inflated at once. */
const STRETCH = 128 * 1024;
const TRAILER = 8;
const HEADER = 10;
const BEST_RATIO = 1032;
const DEFLATE = 8;
const HAS_NAME = 8;

/** Length of the file, or null if it is too long. */
function readInto(space: Space, file: string, at: number): number | null {
  const descriptor = openSync(file, "r");
  try {
    for (let length = 0; length < MOST_GIVEN;) {
      reserve(space, at + length + READ_AT_ONCE + PADDING);
      const size = readSync(descriptor, space.bytes, at + length, READ_AT_ONCE, null);
      length += size;
      // A file that only seems to end here fails the checks to come.
      if (size < READ_AT_ONCE) return length;
    }
    return null;
  } finally {
    closeSync(descriptor);
  }
}

/** Where the deflate stream of a gzip file begins; null for rare kinds of header. */
function deflatedPart(bytes: Buffer, at: number, length: number): number | null {
  const isDeflated = bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === DEFLATE;
  if (length < HEADER + TRAILER || !isDeflated) return null;
  if (bytes[at + 3] === 0) return at + HEADER;
  const nameEnd = bytes[at + 3] === HAS_NAME ? bytes.indexOf(0, at + HEADER) : -1;
  return nameEnd === -1 || nameEnd >= at + length - TRAILER ? null : nameEnd + 1;
}

/** Throws RangeError if there can be no such memory. */
function reserve(space: Space, end: number): void {
  const missing = end - space.bytes.length;
  if (missing <= 0) return;
  space.memory.grow(Math.ceil(missing / PAGE));
  space.bytes = Buffer.from(space.memory.buffer);
}
