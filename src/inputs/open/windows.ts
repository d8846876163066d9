import { createInflater } from "./inflater.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import type { Searched } from "../search/searched.ts";

/** A stretch of an input's decompressed bytes. An input of ordinary size is a single one. */
export interface Window {
  readonly bytes: Buffer;
  readonly last: boolean;
  /** Why the bytes end here, if they should not. Only with `last`. */
  readonly damage: Reason | null;
  /** What was found in an input's only window before. */
  readonly searched?: Searched;
}

/** Inputs that expand beyond this are read in windows, so that memory does not grow with them. */
export const WINDOW_BYTES = 32 * 1024 * 1024;

/** Compressed bytes fed at once: at the best ratio of deflate (1029:1) about one window. */
const SLICE = 32 * 1024;

/** Bytes in pieces of any size; the value returned at the end says why they end, if they should not. */
export type Pieces = AsyncGenerator<Buffer, Reason | null>;

/** Gathers pieces into windows, at most `most` bytes in all. */
export async function* inWindows(pieces: Pieces, most: number): AsyncGenerator<Window> {
  let parts: Buffer[] = [];
  let size = 0;
  let total = 0;
  for (;;) {
    const piece = await pieces.next();
    if (piece.done === true) return yield { bytes: Buffer.concat(parts), last: true, damage: piece.value };
    const room = most - total;
    parts.push(piece.value.subarray(0, room));
    if (piece.value.length > room) {
      await pieces.return(null);
      return yield { bytes: Buffer.concat(parts), last: true, damage: FILE_REASONS.expandedLimit };
    }
    size += piece.value.length;
    total += piece.value.length;
    if (size < WINDOW_BYTES) continue;
    yield { bytes: Buffer.concat(parts), last: false, damage: null };
    parts = [];
    size = 0;
  }
}

/** Logs shrink to a sixtieth at best. What expands this many times, and to this much, is made to exhaust its reader. */
const BOMB_RATIO = 200;
const BOMB_BYTES = WINDOW_BYTES;

/** Whether so many bytes out of so few are too many to be a log. */
export function isBomb(grown: number, given: number): boolean {
  return grown > BOMB_BYTES && grown > given * BOMB_RATIO;
}

/** Decompresses pieces of a gzip file too large to hold. Up to one chunk of zlib (16 kB) before damage is lost. */
export async function* gunzipPieces(compressed: Pieces): Pieces {
  const inflater = createInflater();
  let given = 0;
  let grown = 0;
  try {
    for (;;) {
      const piece = await compressed.next();
      if (piece.done === true) return (await inflater.finish()) ? piece.value : (piece.value ?? FILE_REASONS.gzipCut);
      for (let at = 0; at < piece.value.length; at += SLICE) {
        const made = await inflater.push(piece.value.subarray(at, at + SLICE));
        if (made === null) return FILE_REASONS.gzipCorrupt;
        yield* made;
        given += SLICE;
        for (const chunk of made) grown += chunk.length;
        if (isBomb(grown, given)) return FILE_REASONS.bomb;
      }
    }
  } finally {
    inflater.close();
  }
}

/** Chunks as pieces, at most `most` bytes of them, and as many as the operating system lets us have. */
export async function* limited(chunks: AsyncIterable<Buffer>, most: number, beyond: Reason): Pieces {
  let total = 0;
  try {
    for await (const chunk of chunks) {
      const room = most - total;
      total += chunk.length;
      yield chunk.subarray(0, room);
      if (chunk.length > room) return beyond;
    }
    return null;
  } catch {
    return FILE_REASONS.changing;
  }
}
