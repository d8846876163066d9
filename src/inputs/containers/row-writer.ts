import type { Window } from "../open/windows.ts";

/** Where a row is in its file. */
export interface RowPlace {
  /** From 1, without the header. */
  readonly row: number;
  /** Bytes of the decompressed file; of formats without text rows, of the file read as one JSON object a line. */
  readonly offset: number;
  readonly length: number;
  /** Why the row cannot be used, if it cannot. */
  readonly problem: string | null;
}

/** Rows written as one JSON object a line, so that they take the same way as any log. */
export interface RowWriter {
  /** Adds a row as JSON text. Without an offset it is where the JSON is. */
  add(
    json: string | Buffer,
    place: { readonly row: number; readonly offset?: number; readonly length?: number; readonly problem?: string },
  ): void;
  /** Whether there is enough for a window. */
  isFull(): boolean;
  /** The gathered rows. Places of the window before are forgotten. */
  take(last: boolean, damage: Window["damage"]): Window;
  /** Place of the row whose JSON begins at this position of all windows; the last window's rows only. */
  placeAt(position: number): RowPlace | null;
}

/** Rows are handed on in stretches of this size: large enough to be few, small enough to stay in memory. */
const STRETCH = 4 * 1024 * 1024;

const NEWLINE = Buffer.from("\n");

export function createRowWriter(): RowWriter {
  let lines: Buffer[] = [];
  let bytes = 0;
  let written = 0;
  let gathered: RowPlace[] = [];
  let starts: number[] = [];
  let taken = new Map<number, RowPlace>();
  return {
    add: (json, { row, offset, length, problem }) => {
      const position = written + bytes;
      const line = typeof json === "string" ? Buffer.from(json) : json;
      starts.push(position);
      gathered.push({ row, offset: offset ?? position, length: length ?? line.length, problem: problem ?? null });
      lines.push(line, NEWLINE);
      bytes += line.length + 1;
    },
    isFull: () => bytes >= STRETCH,
    take: (last, damage) => {
      const window = Buffer.concat(lines);
      taken = new Map(starts.map((start, at) => [start, gathered[at]!])); // as many places as starts
      written += bytes;
      lines = [];
      bytes = 0;
      gathered = [];
      starts = [];
      return { bytes: window, last, damage };
    },
    placeAt: (position) => taken.get(position) ?? null,
  };
}
