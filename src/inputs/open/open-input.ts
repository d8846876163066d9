import { createHash } from "node:crypto";
import { closeSync, createReadStream, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import type { Table } from "../containers/parquet.ts";
import { unzstd, unzstdPieces } from "../containers/zstd.ts";
import type { Limits } from "../contract.ts";
import { digestOf } from "./digest.ts";
import { gunzip, type Inflated } from "./gunzip.ts";
import type { Placed } from "./inflate-space.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import type { Searched } from "../search/searched.ts";
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

/** What a file's first bytes say about it, when that is reason enough not to read it. */
export function refusal(head: Buffer): Reason | null {
  switch (sniff(head)) {
    case "other-compression":
      return FILE_REASONS.otherCompression;
    case "archive":
      return FILE_REASONS.archive;
    case "parquet":
      return FILE_REASONS.parquet;
    case "utf16":
      return FILE_REASONS.utf16;
    case "gzip":
    case "zstd":
    case "plain":
      return null;
  }
}

/** Opens a file, or says why not. Never throws for what the file holds. */
export async function openFile(file: string, limits: Limits): Promise<OpenInput | Reason> {
  let given: Buffer | null;
  let head: Buffer;
  let size: number;
  try {
    const descriptor = openSync(file, "r");
    try {
      ({ size } = fstatSync(descriptor));
      given = size <= WINDOW_BYTES ? readFileSync(descriptor) : null;
      head = given ?? headOf(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return FILE_REASONS.unreadable;
  }
  if (sniff(head) === "parquet") {
    const { bytesOfBuffer, bytesOfFile, openParquet } = await parquet();
    const table = await openParquet(given === null ? bytesOfFile(file, size) : bytesOfBuffer(given), limits);
    return tableInput(file, table, given === null ? () => digestOfFile(file) : () => digestOf(given));
  }
  const refused = refusal(head);
  if (refused !== null) return refused;
  const chunks = (): AsyncIterable<Buffer> => createReadStream(file, { highWaterMark: CHUNK });
  return given === null
    ? largeInput(
        file,
        head,
        chunks,
        limits,
        remembered(() => digestOfFile(file)),
        true,
      )
    : heldInput(file, given, limits);
}

/** Reads stdin: held in memory while it is small, in windows and only once when it is not. */
export async function openStdin(stdin: AsyncIterable<Buffer>, limits: Limits): Promise<OpenInput | Reason> {
  const iterator = stdin[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let size = 0;
  let next = await iterator.next();
  for (; next.done !== true && size <= WINDOW_BYTES; next = await iterator.next()) {
    held.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(held);
  if (sniff(head) === "parquet" && next.done === true) {
    const { bytesOfBuffer, openParquet } = await parquet();
    return tableInput("-", await openParquet(bytesOfBuffer(head), limits), () => digestOf(head));
  }
  const refused = refusal(head);
  if (refused !== null) return refused;
  if (next.done === true) return heldInput("-", head, limits);
  async function* chunks(): AsyncGenerator<Buffer> {
    yield head;
    for (; next.done !== true; next = await iterator.next()) yield next.value;
  }
  return largeInput("-", head, chunks, limits, () => "", false);
}

/** A third of a megabyte of program for a format that few logs have. */
function parquet(): Promise<typeof import("../containers/parquet.ts")> {
  return import("../containers/parquet.ts");
}

const CHUNK = 256 * 1024;
const HEAD = 512;

function headOf(descriptor: number): Buffer {
  const head = Buffer.alloc(HEAD);
  return head.subarray(0, readSync(descriptor, head, 0, HEAD, 0));
}

function tableInput(file: string, table: Table | Reason, sha256: () => string): OpenInput | Reason {
  if ("reason" in table) return table;
  return { file, windows: () => table.windows(), sha256: remembered(sha256), again: true, table };
}

async function heldInput(file: string, given: Buffer, limits: Limits): Promise<OpenInput> {
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

function largeInput(
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

function remembered(make: () => string): () => string {
  let made: string | null = null;
  return () => (made ??= make());
}

/** Empty for a file that went away meanwhile. */
function digestOfFile(file: string): string {
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(CHUNK);
  let descriptor = -1;
  try {
    descriptor = openSync(file, "r");
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) hash.update(chunk.subarray(0, size));
    return hash.digest("hex");
  } catch {
    return "";
  } finally {
    if (descriptor !== -1) closeSync(descriptor);
  }
}
