import { promisify } from "node:util";
import { constants, crc32, gunzip as gunzipApart, gunzipSync, type InputType, type ZlibOptions } from "node:zlib";
import { createInflater } from "./inflater.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";

export interface Inflated {
  readonly bytes: Buffer;
  readonly damage: Reason | null;
}

/**
 * Decompresses a gzip file held in memory, and of a damaged one all that can be had, to the byte.
 * Null if it holds more than `most` bytes: then it has to be read in windows.
 */
export async function gunzip(given: Buffer, most: number): Promise<Inflated | null> {
  try {
    const bytes = await inflate(given, { maxOutputLength: most, chunkSize: sizeHint(given, most) });
    return { bytes, damage: isWhole(given, bytes) ? null : FILE_REASONS.gzipTrailing };
  } catch (error) {
    if (codeOf(error) === "ERR_BUFFER_TOO_LARGE") return null;
    if (codeOf(error) === "Z_BUF_ERROR") return cutOff(given, most);
    return salvage(given, most);
  }
}

/** Smaller files cost less than handing them to another thread. */
const WORTH_A_THREAD = 48 * 1024;
const inflateApart: (given: InputType, options: ZlibOptions) => Promise<Buffer> = promisify(gunzipApart);

function inflate(given: Buffer, options: ZlibOptions): Promise<Buffer> | Buffer {
  return given.length < WORTH_A_THREAD ? gunzipSync(given, options) : inflateApart(given, options);
}

const SMALLEST_CHUNK = 1024;
const BEST_RATIO = 1032;

/** One buffer of the right size saves a quarter of the time. The trailer can lie, so it is a hint and capped by what deflate can do. */
function sizeHint(given: Buffer, most: number): number {
  const size = given.length < 18 ? 0 : given.readUInt32LE(given.length - 4);
  return Math.max(SMALLEST_CHUNK, Math.min(size + 64, given.length * BEST_RATIO, most));
}

const NEXT_MEMBER_AFTER_ZEROS = Buffer.from([0, 0x1f, 0x8b, 8]);
const TRAILER = 8;

/**
 * Node takes a zero byte after a member for padding and stops there without a word, so that a
 * member behind it would be lost. The trailer of the last member must fit the end of the output.
 */
function isWhole(given: Buffer, bytes: Buffer): boolean {
  const atEnd = given.readUInt32LE(given.length - 4) === bytes.length >>> 0;
  if (atEnd && !given.includes(NEXT_MEMBER_AFTER_ZEROS)) return true;
  let end = given.length;
  while (end > TRAILER && given[end - 1] === 0) end -= 1;
  // Zeros at the end of a trailer cannot be told from padding, so several places are possible.
  for (let at = end; at <= Math.min(end + TRAILER, given.length); at += 1) {
    const size = given.readUInt32LE(at - 4);
    if (size <= bytes.length && given.readUInt32LE(at - TRAILER) === crc32(bytes.subarray(bytes.length - size))) return true;
  }
  return false;
}

async function cutOff(given: Buffer, most: number): Promise<Inflated | null> {
  try {
    const bytes = gunzipSync(given, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
    return { bytes, damage: FILE_REASONS.gzipCut };
  } catch (error) {
    return codeOf(error) === "ERR_BUFFER_TOO_LARGE" ? null : salvage(given, most);
  }
}

const COARSE_STEPS = 1024;

/**
 * zlib throws its output away at an error. So the file is fed in slices to see which one is bad,
 * and then again up to there and byte by byte through it.
 */
async function salvage(given: Buffer, most: number): Promise<Inflated | null> {
  const coarse = Math.ceil(given.length / COARSE_STEPS);
  const first = await feed(given, 0, coarse, most);
  if (first === null) return null;
  const all = first.failedAt === -1 ? first : await feed(given, first.failedAt, coarse, most);
  return all === null ? null : { bytes: Buffer.concat(all.chunks), damage: FILE_REASONS.gzipCorrupt };
}

interface Fed {
  readonly chunks: readonly Buffer[];
  /** Start of the slice that could not be decompressed, or -1. */
  readonly failedAt: number;
}

/** Feeds large slices up to `fineFrom` and then, if that is not 0, single bytes. */
async function feed(given: Buffer, fineFrom: number, step: number, most: number): Promise<Fed | null> {
  const inflater = createInflater();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for (let at = 0; at < given.length;) {
      const next = fineFrom > 0 && at >= fineFrom ? at + 1 : Math.min(at + step, given.length);
      const made = await inflater.push(given.subarray(at, next));
      if (made === null) return { chunks, failedAt: at };
      for (const chunk of made) size += chunk.length;
      if (size > most) return null;
      chunks.push(...made);
      at = next;
    }
    return { chunks, failedAt: -1 };
  } finally {
    inflater.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
