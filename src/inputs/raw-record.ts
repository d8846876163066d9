import type { RawPointer } from "../facts/fact.ts";
import { UserError } from "../util/errors.ts";
import { DEFAULT_LIMITS, type Limits } from "./contract.ts";
import type { OpenInput } from "./open/input-of-bytes.ts";
import { openFile } from "./open/open-input.ts";

/**
 * The bytes of the record that a pointer names, as they stand in the decompressed file. Throws
 * UserError if the file is gone or is no longer the one that the pointer was made from.
 */
export async function readRawRecord(pointer: RawPointer): Promise<Buffer> {
  const key = `${pointer.sha256} ${pointer.file}`;
  const end = pointer.offset + pointer.length;
  const known = recall(key);
  if (known !== null) return Buffer.from(known.subarray(pointer.offset, end));
  const input = await openSame(pointer);
  const parts: Buffer[] = [];
  let base = 0;
  for await (const { bytes, last } of input.windows()) {
    if (base === 0 && last) remember(key, bytes);
    parts.push(bytes.subarray(Math.max(0, pointer.offset - base), Math.max(0, end - base)));
    base += bytes.length;
    if (base >= end) return Buffer.concat(parts);
  }
  throw changed(pointer);
}

/** A pointer was made within the limits of its scan, which may have been larger than the usual ones. */
const LIMITS: Limits = { ...DEFAULT_LIMITS, fileBytes: Number.MAX_SAFE_INTEGER, expandedBytes: Number.MAX_SAFE_INTEGER };

async function openSame(pointer: RawPointer): Promise<OpenInput> {
  if (pointer.file === "-") throw new UserError("a record that came through stdin cannot be read again", "Scan the file itself.");
  const input = await openFile(pointer.file, LIMITS);
  if ("reason" in input) throw new UserError(`${pointer.file}: ${input.reason}`, input.next ?? undefined);
  if (input.sha256() !== pointer.sha256) throw changed(pointer);
  return input;
}

function changed({ file }: RawPointer): UserError {
  return new UserError(`${file}: not the file that was scanned any more`, "Scan it again.");
}

/** Decompressed files used last: the entries of a timeline mostly lie in a few. */
const kept = new Map<string, Buffer>();
const KEPT_BYTES = 64 * 1024 * 1024;

function recall(key: string): Buffer | null {
  const bytes = kept.get(key);
  if (bytes === undefined) return null;
  kept.delete(key);
  kept.set(key, bytes);
  return bytes;
}

function remember(key: string, bytes: Buffer): void {
  kept.set(key, bytes);
  let size = 0;
  for (const one of kept.values()) size += one.length;
  for (const [oldest, { length }] of kept) {
    if (size <= KEPT_BYTES || oldest === key) return;
    kept.delete(oldest);
    size -= length;
  }
}
