import { createHash, hash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

/** Hex digest of a file as given, by which raw pointers name it. */
export function digestOf(given: Buffer): string {
  return hash("sha256", given, "hex");
}

const CHUNK = 256 * 1024;

/** The same of a file that is not in memory; empty for one that went away meanwhile. */
export function digestOfFile(file: string): string {
  const made = createHash("sha256");
  const chunk = Buffer.alloc(CHUNK);
  let descriptor = -1;
  try {
    descriptor = openSync(file, "r");
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) made.update(chunk.subarray(0, size));
    return made.digest("hex");
  } catch {
    return "";
  } finally {
    if (descriptor !== -1) closeSync(descriptor);
  }
}
