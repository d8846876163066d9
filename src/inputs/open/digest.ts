import { hash } from "node:crypto";

/** Hex digest of a file as given, by which raw pointers name it. */
export function digestOf(given: Buffer): string {
  return hash("sha256", given, "hex");
}
