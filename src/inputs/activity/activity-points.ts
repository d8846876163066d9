import type { ActivityPoint } from "../../facts/activity.ts";
import type { RawPointer } from "../../facts/fact.ts";
import { comparePoints } from "../../facts/merge-activity.ts";

/**
 * The named records of many rows, as columns of numbers: there are half a million rows, and an object
 * with a pointer for each would take ten times the memory.
 */
export interface PointColumn {
  /** Puts a record into a row, whatever is there. */
  readonly set: (row: number, tsMs: number, eventId: string, raw: RawPointer) => void;
  readonly get: (row: number) => ActivityPoint;
  /** Whether the same record stands in that row of another column. */
  readonly isSame: (row: number, other: PointColumn) => boolean;
  /** Whether the row's pointer comes after this one, as comparePoints has it; without building either. */
  readonly isBehind: (row: number, raw: RawPointer) => boolean;
  readonly tsMs: (row: number) => number;
  readonly eventId: (row: number) => string;
  /** Moves a row to another place, whatever is there. */
  readonly move: (from: number, to: number) => void;
  readonly grow: (rows: number) => void;
}

/** Names and digests of files, once each. */
export interface FileList {
  readonly numberOf: (raw: RawPointer) => number;
  readonly at: (number: number) => Pick<RawPointer, "file" | "sha256">;
}

export function createFileList(): FileList {
  const files: Pick<RawPointer, "file" | "sha256">[] = [];
  const numbers = new Map<string, number>();
  let latest = -1;
  return {
    numberOf: ({ file, sha256 }) => {
      const known = files[latest];
      if (known !== undefined && known.file === file && known.sha256 === sha256) return latest;
      // By name, which is kept anyway: a text of name and digest for each of a million files would take a quarter of a gigabyte.
      const found = numbers.get(file);
      latest = found !== undefined && files[found]?.sha256 === sha256 ? found : files.push({ file, sha256 }) - 1;
      numbers.set(file, latest);
      return latest;
    },
    at: (number) => files[number] ?? { file: "", sha256: "" },
  };
}

export function createPointColumn(files: FileList): PointColumn {
  let times = new Float64Array(0);
  let fileOf = new Uint32Array(0);
  let offsets = new Float64Array(0);
  let lengths = new Uint32Array(0);
  const eventIds: string[] = [];
  /** Pointers into tables and wrappers, which are rare. */
  const special = new Map<number, RawPointer>();
  const column: PointColumn = {
    set: (row, tsMs, eventId, raw) => {
      times[row] = tsMs;
      eventIds[row] = eventId;
      fileOf[row] = files.numberOf(raw);
      offsets[row] = raw.offset;
      lengths[row] = raw.length;
      if (raw.row !== undefined || raw.path !== undefined) special.set(row, raw);
      else if (special.size > 0) special.delete(row);
    },
    get: (row) => {
      const { file, sha256 } = files.at(fileOf[row] ?? 0);
      const plain = { file, sha256, offset: offsets[row] ?? 0, length: lengths[row] ?? 0 };
      const raw = special.size === 0 ? plain : (special.get(row) ?? plain);
      return { tsMs: times[row] ?? 0, eventId: eventIds[row] ?? "", raw };
    },
    isSame: (row, other) =>
      times[row] === other.tsMs(row) && eventIds[row] === other.eventId(row) && comparePoints(column.get(row), other.get(row)) === 0,
    isBehind: (row, { sha256, offset }) => {
      const known = files.at(fileOf[row] ?? 0).sha256;
      return known === sha256 ? offset < (offsets[row] ?? 0) : sha256 < known;
    },
    tsMs: (row) => times[row] ?? 0,
    eventId: (row) => eventIds[row] ?? "",
    move: (from, to) => {
      times[to] = times[from] ?? 0;
      eventIds[to] = eventIds[from] ?? "";
      fileOf[to] = fileOf[from] ?? 0;
      offsets[to] = offsets[from] ?? 0;
      lengths[to] = lengths[from] ?? 0;
      const raw = special.get(from);
      special.delete(to);
      if (raw !== undefined) special.set(to, raw);
    },
    grow: (rows) => {
      times = grown(times, new Float64Array(rows));
      fileOf = grown(fileOf, new Uint32Array(rows));
      offsets = grown(offsets, new Float64Array(rows));
      lengths = grown(lengths, new Uint32Array(rows));
    },
  };
  return column;
}

/** `to`, with what `from` holds at its beginning. */
export function grown<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
