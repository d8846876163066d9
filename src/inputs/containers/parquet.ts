import { closeSync, openSync, readSync } from "node:fs";
import { type AsyncBuffer, type Compressors, type FileMetaData, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import type { Limits } from "../contract.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import { isBomb, type Window } from "../open/windows.ts";
import { createRowWriter, type RowPlace } from "./row-writer.ts";

/*
 * Parquet (https://parquet.apache.org/docs/file-format/), read in JavaScript: a hostile file can at worst throw.
 * A row has no bytes of its own, so its pointer counts bytes of the table written as one JSON object a line.
 */

/** A table whose columns are known before any row is read. */
export interface Table {
  readonly columns: readonly string[];
  /** The rows as one JSON object a line. */
  windows(): AsyncGenerator<Window>;
  /** Place of the row at a position of the window that was handed out last. */
  placeAt(position: number): RowPlace | null;
}

/** Opens the Parquet file behind `bytes`, or says why not. */
export async function openParquet(bytes: AsyncBuffer, limits: Limits): Promise<Table | Reason> {
  try {
    const metadata = await parquetMetadataAsync(bytes, { geoparquet: false });
    const codecs = metadata.row_groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec ?? "UNCOMPRESSED"));
    if (codecs.some((codec) => codec !== "UNCOMPRESSED" && !Object.hasOwn(compressors, codec))) return FILE_REASONS.parquetCodec;
    if (metadata.row_groups.some(liesAboutRows)) return FILE_REASONS.parquetBroken;
    const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
    let writer = createRowWriter();
    return {
      columns,
      windows: () => {
        writer = createRowWriter();
        return rows({ bytes, metadata, limits }, writer);
      },
      placeAt: (position) => writer.placeAt(position),
    };
  } catch {
    return FILE_REASONS.parquetBroken;
  }
}

/** A row group of more rows than its columns have values; a value that is missing counts as one, and lists as many. */
function liesAboutRows({ num_rows: told, columns }: FileMetaData["row_groups"][number]): boolean {
  return told < 0n || columns.some(({ meta_data: column }) => column !== undefined && column.num_values < told);
}

interface Parquet {
  readonly bytes: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly limits: Limits;
}

async function* rows(parquet: Parquet, writer: ReturnType<typeof createRowWriter>): AsyncGenerator<Window> {
  let expanded = 0;
  let row = 0;
  const { byteLength } = parquet.bytes;
  try {
    for (const { start, end, compressed } of stretches(parquet.metadata)) {
      if (compressed > parquet.limits.fileBytes) return yield writer.take(true, FILE_REASONS.fileLimit);
      for (const value of await parquetReadObjects(readOptions(parquet, start, end))) {
        row += 1;
        const json = JSON.stringify(value, plain);
        // Every row has all columns; one with none is not there, whatever the file says.
        if (json === "{}") return yield writer.take(true, FILE_REASONS.parquetBroken);
        expanded += json.length;
        if (expanded > parquet.limits.expandedBytes) return yield writer.take(true, FILE_REASONS.expandedLimit);
        if (isBomb(expanded, byteLength)) return yield writer.take(true, FILE_REASONS.bomb);
        writer.add(json, { row });
        if (writer.isFull()) yield writer.take(false, null);
      }
    }
  } catch (error) {
    return yield writer.take(true, REASONS.get(error) ?? FILE_REASONS.parquetBroken);
  }
  yield writer.take(true, null);
}

function readOptions({ bytes, metadata }: Parquet, rowStart: number, rowEnd: number): Parameters<typeof parquetReadObjects>[0] {
  return {
    file: bytes,
    metadata,
    rowStart,
    rowEnd,
    compressors: cappedFor(bytes.byteLength),
    useOffsetIndex: true,
    geoparquet: false,
    parsers: { jsonFromBytes: (text) => TEXT.decode(text) },
  };
}

const TEXT = new TextDecoder();

/** Rows and bytes that are held at once. */
const MOST_ROWS = 20_000;
const MOST_BYTES = 64 * 1024 * 1024;

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Compressed bytes up to the end of its row group. */
  readonly compressed: number;
}

/** Row groups one at a time, the large ones in parts. */
function* stretches({ row_groups: groups }: FileMetaData): Generator<Stretch> {
  let start = 0;
  let compressed = 0;
  for (const group of groups) {
    const count = Number(group.num_rows);
    const share = Math.ceil(Number(group.total_byte_size) / MOST_BYTES);
    const step = Math.max(1, Math.min(MOST_ROWS, Math.floor(count / Math.max(1, share))));
    for (const { meta_data: column } of group.columns) compressed += Number(column?.total_compressed_size ?? 0n);
    for (let at = 0; at < count; at += step) yield { start: start + at, end: start + Math.min(at + step, count), compressed };
    start += count;
  }
}

const TOO_LARGE = new Error("a page is larger than the limit");
const BOMB = new Error("pages expand more than pages of logs do");
const REASONS: ReadonlyMap<unknown, Reason> = new Map<unknown, Reason>([
  [TOO_LARGE, FILE_REASONS.parquetLarge],
  [BOMB, FILE_REASONS.bomb],
]);

/** A page says itself how large it becomes; writers keep to about 1 MB. Pages that are read at once count together. */
function cappedFor(byteLength: number): Compressors {
  let held = 0;
  const capped = Object.entries(compressors).map(([codec, run]) => [
    codec,
    (input: Uint8Array, size: number): Uint8Array => {
      if (size > MOST_BYTES || run === undefined) throw TOO_LARGE;
      held += size;
      if (held > 2 * MOST_BYTES && isBomb(held, byteLength)) throw BOMB;
      return run(input, size);
    },
  ]);
  return Object.fromEntries(capped) as Compressors; // the same codecs, each with the same parameters
}

/** Values that JSON has no word for. Integers beyond what a number holds stay exact as texts. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

/** The bytes of a file as the reader asks for them; the file is opened anew each time, so that none stays open. */
export function bytesOfFile(file: string, size: number): AsyncBuffer {
  return {
    byteLength: size,
    slice: (start, end = size) => {
      const part = new Uint8Array(Math.max(0, end - start));
      const descriptor = openSync(file, "r");
      try {
        const read = readSync(descriptor, part, 0, part.length, start);
        return part.buffer.slice(0, read);
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

/** The same for bytes that are in memory. */
export function bytesOfBuffer(bytes: Buffer): AsyncBuffer {
  return {
    byteLength: bytes.length,
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}
