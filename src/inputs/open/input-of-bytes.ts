import type { Table } from "../containers/parquet.ts";
import { unzstd, unzstdPieces } from "../containers/zstd.ts";
import type { Limits } from "../contract.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import type { Searched } from "../search/searched.ts";
import { digestOf } from "./digest.ts";
import { gunzip, type Inflated } from "./gunzip.ts";
import type { Placed } from "./inflate-space.ts";
import { sniff } from "./sniff.ts";
import { gunzipPieces, inWindows, limited, type Pieces, WINDOW_BYTES, type Window } from "./windows.ts";

/** An input that bytes can be had from. */
export interface OpenInput {
  readonly file: string;
  /** Its decompressed bytes from the beginning. */
  windows(): AsyncIterable<Window>;
  /** Hex digest of the file as given; empty for a stdin too large to hold. */
  sha256(): string;
  /** Whether `windows` may be asked a second time. */
  readonly again: boolean;
  /** Set where there is a single window, which is in memory already. */
  readonly whole?: Window;
  /** Set where `windows` hands out the rows of a table as one JSON object a line. */
  readonly table?: Table;
}

export function tableInput(file: string, table: Table | Reason, sha256: () => string): OpenInput | Reason {
  if ("reason" in table) return table;
  return { file, windows: () => table.windows(), sha256: remembered(sha256), again: true, table };
}

export async function heldInput(file: string, given: Buffer, limits: Limits): Promise<OpenInput> {
  const sha256 = remembered(() => digestOf(given));
  const expanded = await expand(given, limits);
  if (expanded === null) {
    async function* once(): AsyncGenerator<Buffer> {
      yield given;
    }
    return largeInput(file, given, once, limits, sha256, true);
  }
  return { file, windows: () => oneWindow(expanded), sha256, again: true };
}

/** A file that was read and inflated into memory which others use after it. */
export function placedInput(
  file: string,
  memory: Buffer,
  placed: Placed,
  searched: Searched | null,
  known: string | null = null,
): OpenInput {
  const { givenAt, givenLength, bytesAt, bytesLength } = placed;
  const bytes = memory.subarray(bytesAt, bytesAt + bytesLength);
  const sha256 = known === null ? remembered(() => digestOf(memory.subarray(givenAt, givenAt + givenLength))) : () => known;
  const whole: Window = { bytes, last: true, damage: null, ...(searched === null ? {} : { searched }) };
  return { file, windows: () => oneWindow(whole), whole, sha256, again: true };
}

async function* oneWindow(whole: Inflated): AsyncGenerator<Window> {
  yield { ...whole, last: true };
}

/** All bytes of a file held in memory; null if they are more than a window. */
async function expand(given: Buffer, limits: Limits): Promise<Inflated | null> {
  const kind = sniff(given);
  const isCompressed = kind === "gzip" || kind === "zstd";
  const usable = isCompressed ? given.subarray(0, limits.fileBytes) : given;
  const whole = await inflate(kind, usable);
  if (whole === null) return null;
  const { bytes, damage } = whole;
  if (bytes.length > limits.expandedBytes) return { bytes: bytes.subarray(0, limits.expandedBytes), damage: FILE_REASONS.expandedLimit };
  return { bytes, damage: usable.length < given.length ? FILE_REASONS.fileLimit : damage };
}

function inflate(kind: string, given: Buffer): Promise<Inflated | null> | Inflated {
  if (kind === "gzip") return gunzip(given, WINDOW_BYTES);
  return kind === "zstd" ? unzstd(given, WINDOW_BYTES) : { bytes: given, damage: null };
}

export function largeInput(
  file: string,
  head: Buffer,
  chunks: () => AsyncIterable<Buffer>,
  limits: Limits,
  sha256: () => string,
  again: boolean,
): OpenInput {
  const compressed = (): Pieces => limited(chunks(), limits.fileBytes, FILE_REASONS.fileLimit);
  const pieces = (): Pieces => {
    const kind = sniff(head);
    if (kind === "gzip") return gunzipPieces(compressed());
    return kind === "zstd" ? unzstdPieces(compressed()) : limited(chunks(), Infinity, FILE_REASONS.fileLimit);
  };
  return { file, windows: () => inWindows(pieces(), limits.expandedBytes), sha256, again };
}

export function remembered(make: () => string): () => string {
  let made: string | null = null;
  return () => (made ??= make());
}
