import type { Activity } from "../../facts/activity.ts";
import type { RawPointer } from "../../facts/fact.ts";
import { compareTexts, createActivityColumns } from "./activity-columns.ts";
import { grown } from "./activity-points.ts";
import type { Series } from "./activity-series.ts";

/** Rows of activity, found by series and hour. Rows are numbered from 0; numbers change when some are dropped. */
export interface ActivityRows {
  readonly size: () => number;
  /** Adds a record to the row of its key. `raw` is asked only if the record becomes one of the two that are named. */
  readonly add: (key: RowKey, record: ActivityRecord, raw: () => RawPointer, counts: boolean) => void;
  /** How many records all rows were counted for. */
  readonly records: () => number;
  readonly keyAt: (row: number) => RowKey;
  readonly seriesAt: (row: number) => Series;
  /** Time of the first record of a row. */
  readonly firstMsAt: (row: number) => number;
  readonly activityAt: (row: number) => Activity;
  /** Numbers of all rows, by rank. */
  readonly inOrder: () => Uint32Array;
  /** Numbers of all rows, those of a series together and by hour. */
  readonly bySeries: () => Uint32Array;
  /** Drops all rows above a key. */
  readonly dropAbove: (highest: RowKey) => void;
}

export interface RowKey {
  readonly series: Series;
  /** Hours since 1970. */
  readonly hour: number;
  /** A number below 2^53 that depends on series and hour alone and looks like chance. */
  readonly rank: number;
}

export interface ActivityRecord {
  readonly tsMs: number;
  readonly eventId: string;
  readonly outcomeMask: number;
}

const FIRST_ROWS = 1024;

export function createActivityRows(): ActivityRows {
  const columns = createActivityColumns();
  let counts = new Uint32Array(0);
  let size = 0;
  /** Row number and one, at a place that the rank tells; 0 is free. Never more than half full. */
  let slots = new Uint32Array(1);
  const slotOf = (key: RowKey): number => {
    const mask = slots.length - 1;
    let slot = key.rank & mask;
    while (slots[slot] !== 0 && !columns.isOf(slots[slot]! - 1, key)) slot = (slot + 1) & mask; // slot < length
    return slot;
  };
  const index = (): void => {
    for (let row = 0; row < size; row += 1) slots[slotOf(columns.keyAt(row))] = row + 1;
  };
  const grow = (): void => {
    const room = Math.max(FIRST_ROWS, Math.ceil(size * 1.5));
    counts = grown(counts, new Uint32Array(room));
    columns.grow(room);
    slots = new Uint32Array(2 ** Math.ceil(Math.log2(room * 2)));
    index();
  };
  return {
    size: () => size,
    add: (key, record, raw, isCounted) => {
      if (size === counts.length) grow();
      const slot = slotOf(key);
      const row = slots[slot] === 0 ? size : slots[slot]! - 1; // slot < length
      if (row < size) columns.merge(row, record, raw);
      else {
        columns.start(row, key, record, raw());
        counts[row] = 0;
        size += 1;
        slots[slot] = size;
      }
      if (isCounted) counts[row] = (counts[row] ?? 0) + 1;
    },
    records: () => counts.subarray(0, size).reduce((sum, count) => sum + count, 0),
    keyAt: columns.keyAt,
    seriesAt: (row) => columns.keyAt(row).series,
    firstMsAt: columns.firstMsAt,
    activityAt: columns.activityAt,
    inOrder: () => numbers(size).toSorted((a, b) => columns.rank(a) - columns.rank(b) || compareKeys(columns.keyAt(a), columns.keyAt(b))),
    bySeries: () => numbers(size).toSorted((a, b) => columns.compare(a, b)),
    dropAbove: (highest) => {
      let kept = 0;
      for (let row = 0; row < size; row += 1) {
        if (compareKeys(columns.keyAt(row), highest) > 0) continue;
        columns.move(row, kept);
        counts[kept] = counts[row] ?? 0;
        kept += 1;
      }
      size = kept;
      columns.cut(size);
      slots.fill(0);
      index();
    },
  };
}

function numbers(size: number): Uint32Array {
  return Uint32Array.from({ length: size }, (_, row) => row);
}

/** By rank; of equal ones by what they are. */
export function compareKeys(a: RowKey, b: RowKey): number {
  return a.rank - b.rank || compareTexts(a.series.id, b.series.id) || a.hour - b.hour;
}

/** The key of a row, with its rank: two rounds of mixing over the series' digest and the hour. */
export function keyOf(series: Series, hour: number): RowKey {
  const low = mix(series.low ^ Math.imul(hour, 0x9e3779b1));
  const high = mix(series.high ^ low);
  return { series, hour, rank: (high >>> 11) * 2 ** 32 + low };
}

/** The finish of murmur3. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
