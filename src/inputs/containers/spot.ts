import type { RawPointer } from "../../facts/fact.ts";
import type { Cut } from "../cut/cut.ts";
import type { OpenInput } from "../open/input-of-bytes.ts";
import type { View } from "./open-view.ts";

/** Where a record is in its file, as raw pointers say it. */
export interface Spot {
  readonly offset: number;
  readonly length: number;
  /** Set for rows of a table. */
  readonly row: number | null;
  /** Why a row cannot be used, if it cannot. */
  readonly problem: string | null;
}

export function spotOf(view: View, base: number, { start, end }: Cut): Spot {
  return view.placeAt(base + start) ?? { offset: base + start, length: end - start, row: null, problem: null };
}

/** Makes the pointer when asked, because it costs a digest of the file. `path` leads into a wrapper; null for the value itself. */
export function rawPointer(input: OpenInput, { offset, length, row }: Spot, path: string | null): () => RawPointer {
  let made: RawPointer | null = null;
  const inTable = row === null ? {} : { row };
  // A row that only needed mending is its own record.
  const way = path === null || path === "" ? {} : { path };
  return () => (made ??= { file: input.file, sha256: input.sha256(), offset, length, ...inTable, ...way });
}
