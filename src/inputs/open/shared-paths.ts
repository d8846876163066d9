import type { PathList } from "./path-list.ts";

/** Paths as bytes that both threads see, one behind the other: as texts, each thread would have its own. */
export interface SharedPaths {
  readonly bytes: Uint8Array;
  /** Where each of them ends. */
  readonly ends: Uint32Array;
}

export function sharePaths(paths: PathList): SharedPaths {
  const ends = new Uint32Array(new SharedArrayBuffer(4 * paths.length));
  let end = 0;
  for (let nth = 0; nth < paths.length; nth += 1) {
    end += Buffer.byteLength(paths.at(nth) ?? "");
    ends[nth] = end;
  }
  const bytes = Buffer.from(new SharedArrayBuffer(end));
  for (let nth = 0; nth < paths.length; nth += 1) bytes.write(paths.at(nth) ?? "", startOf(ends, nth));
  return { bytes, ends };
}

/** Empty where there is none. */
export function pathAt({ bytes, ends }: SharedPaths, nth: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8", startOf(ends, nth), ends[nth] ?? 0);
}

function startOf(ends: Uint32Array, nth: number): number {
  return nth === 0 ? 0 : (ends[nth - 1] ?? 0);
}
