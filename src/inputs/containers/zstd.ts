import * as zlib from "node:zlib";
import type { Decompress } from "fzstd";
import type { Inflated } from "../open/gunzip.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import type { Pieces } from "../open/windows.ts";

/*
 * zstd (RFC 8878). Node has it from 22.15; before that, and for damaged files, of which Node keeps nothing, it is
 * decompressed in JavaScript, which notices missing and malformed data but does not check the content's checksum.
 */

/** Bytes fed at once. zstd can grow a slice a great deal, so they are few. */
const SLICE = 16 * 1024;
/** What a frame may ask for as a window, as for the zstd command without --long. */
const MOST_WINDOW = 128 * 1024 * 1024;

const decompressSync: unknown = Reflect.get(zlib, "zstdDecompressSync") ?? null;

/** Decompresses a file held in memory, and of a damaged one what comes before the damage. Null if it holds more than `most` bytes. */
export async function unzstd(given: Buffer, most: number): Promise<Inflated | null> {
  return nativeUnzstd(given, most) ?? gathered(unzstdPieces(oneOf(given)), most);
}

function nativeUnzstd(given: Buffer, most: number): Inflated | null {
  if (typeof decompressSync !== "function" || windowOf(given) > MOST_WINDOW) return null;
  try {
    const bytes: unknown = decompressSync(given, { maxOutputLength: most });
    return Buffer.isBuffer(bytes) ? { bytes, damage: null } : null;
  } catch {
    return null;
  }
}

async function gathered(pieces: Pieces, most: number): Promise<Inflated | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const piece = await pieces.next();
    if (piece.done === true) return { bytes: Buffer.concat(parts), damage: piece.value };
    size += piece.value.length;
    if (size > most) return null;
    parts.push(piece.value);
  }
}

async function* oneOf(given: Buffer): Pieces {
  yield given;
  return null;
}

/** Decompresses pieces of a zstd file. */
export async function* unzstdPieces(compressed: Pieces): Pieces {
  const { Decompress } = await import("fzstd");
  let made: Buffer[] = [];
  const stream = new Decompress((data) => void made.push(Buffer.from(data)));
  let begun = false;
  for (;;) {
    const piece = await compressed.next();
    if (piece.done === true) return feed(stream, Buffer.alloc(0), true) ?? piece.value;
    if (!begun && windowOf(piece.value) > MOST_WINDOW) return FILE_REASONS.zstdWindow;
    begun = true;
    for (let at = 0; at < piece.value.length; at += SLICE) {
      const damage = feed(stream, piece.value.subarray(at, at + SLICE), false);
      yield* made;
      made = [];
      if (damage !== null) return damage;
    }
  }
}

function feed(stream: Decompress, slice: Buffer, last: boolean): Reason | null {
  try {
    stream.push(slice, last);
    return null;
  } catch {
    return last ? FILE_REASONS.zstdCut : FILE_REASONS.zstdCorrupt;
  }
}

const HEADER = 14;

/** Window that the first frame asks for, in bytes; 0 where the bytes are no frame. */
function windowOf(bytes: Buffer): number {
  if (bytes.length < HEADER) return 0;
  const descriptor = bytes.readUInt8(4);
  const isSingle = (descriptor & 0x20) !== 0;
  if (!isSingle) {
    const window = bytes.readUInt8(5);
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  const at = 5 + [0, 1, 2, 4][descriptor & 3]!; // two bits
  const sizeFlag = descriptor >> 6;
  if (sizeFlag === 0) return bytes.readUInt8(at);
  if (sizeFlag === 1) return bytes.readUInt16LE(at) + 256;
  return sizeFlag === 2 ? bytes.readUInt32LE(at) : Number(bytes.readBigUInt64LE(Math.min(at, bytes.length - 8)));
}
