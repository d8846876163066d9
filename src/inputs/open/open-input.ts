import { closeSync, createReadStream, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import type { Limits } from "../contract.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import { digestOf, digestOfFile } from "./digest.ts";
import { heldInput, largeInput, type OpenInput, remembered, tableInput } from "./input-of-bytes.ts";
import { sniff } from "./sniff.ts";
import { WINDOW_BYTES } from "./windows.ts";

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
