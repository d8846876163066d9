import { type Activity, activityIdOf, type ActivityPoint, type ActivitySeries } from "../../facts/activity.ts";
import type { RawPointer } from "../../facts/fact.ts";
import { createFileList, createPointColumn, grown, type PointColumn } from "./activity-points.ts";
import type { ActivityRecord, RowKey } from "./activity-rows.ts";
import type { Series } from "./activity-series.ts";

/** What rows of activity hold, in columns by row number. */
export interface ActivityColumns {
  readonly grow: (rows: number) => void;
  /** Writes the row of one record, whatever is there. */
  readonly start: (row: number, key: RowKey, record: ActivityRecord, raw: RawPointer) => void;
  readonly merge: (row: number, record: ActivityRecord, raw: () => RawPointer) => void;
  readonly keyAt: (row: number) => RowKey;
  readonly firstMsAt: (row: number) => number;
  readonly isOf: (row: number, key: RowKey) => boolean;
  readonly rank: (row: number) => number;
  /** Order by series, then hour: that of the rows' ids. */
  readonly compare: (a: number, b: number) => number;
  readonly activityAt: (row: number) => Activity;
  /** Moves a row to another place, whatever is there. */
  readonly move: (from: number, to: number) => void;
  /** Forgets all rows from this one on. */
  readonly cut: (size: number) => void;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

export function createActivityColumns(): ActivityColumns {
  const files = createFileList();
  const first = createPointColumn(files);
  const last = createPointColumn(files);
  let series: Series[] = [];
  let hours = new Uint32Array(0);
  let ranks = new Float64Array(0);
  let low = new Uint32Array(0);
  let high = new Uint32Array(0);
  let outcomes = new Uint8Array(0);
  const note = (row: number, { tsMs, outcomeMask }: ActivityRecord): void => {
    const minute = Math.floor((tsMs % HOUR) / MINUTE);
    addBits(minute < 30 ? low : high, row, 1 << (minute % 30));
    addBits(outcomes, row, outcomeMask);
  };
  return {
    grow: (rows) => {
      hours = grown(hours, new Uint32Array(rows));
      ranks = grown(ranks, new Float64Array(rows));
      [low, high] = [grown(low, new Uint32Array(rows)), grown(high, new Uint32Array(rows))];
      outcomes = grown(outcomes, new Uint8Array(rows));
      first.grow(rows);
      last.grow(rows);
    },
    start: (row, key, record, raw) => {
      series[row] = key.series;
      hours[row] = key.hour;
      ranks[row] = key.rank;
      for (const column of [low, high, outcomes]) column[row] = 0;
      note(row, record);
      first.set(row, record.tsMs, record.eventId, raw);
      last.set(row, record.tsMs, record.eventId, raw);
    },
    merge: (row, record, raw) => {
      note(row, record);
      improve(first, row, record, raw, 1);
      improve(last, row, record, raw, -1);
    },
    keyAt: (row) => ({ series: series[row]!, hour: hours[row] ?? 0, rank: ranks[row] ?? 0 }), // asked for rows that are there only
    firstMsAt: first.tsMs,
    isOf: (row, { series: wanted, hour, rank }) =>
      ranks[row] === rank && hours[row] === hour && (series[row] === wanted || series[row]?.id === wanted.id),
    rank: (row) => ranks[row] ?? 0,
    compare: (a, b) => compareTexts(series[a]?.id ?? "", series[b]?.id ?? "") || (hours[a] ?? 0) - (hours[b] ?? 0),
    activityAt: (row) => {
      const { id, says } = series[row]!; // likewise
      const hourMs = (hours[row] ?? 0) * HOUR;
      const from = first.get(row);
      const bits = [low[row] ?? 0, high[row] ?? 0, outcomes[row] ?? 0] as const;
      return rowOf(says, activityIdOf(id, hourMs), hourMs, bits, from, first.isSame(row, last) ? from : last.get(row));
    },
    move: (from, to) => {
      series[to] = series[from]!; // likewise
      for (const column of [hours, ranks, low, high, outcomes]) column[to] = column[from] ?? 0;
      first.move(from, to);
      last.move(from, to);
    },
    cut: (size) => void (series = series.slice(0, size)),
  };
}

function addBits(column: Uint32Array | Uint8Array, row: number, bits: number): void {
  column[row] = (column[row] ?? 0) | bits;
}

/** Field by field: spreading objects into one another costs more than all the rest of this. */
function rowOf(
  says: ActivitySeries,
  activityId: string,
  hourMs: number,
  [minutesLow, minutesHigh, outcomeMask]: readonly [number, number, number],
  first: ActivityPoint,
  last: ActivityPoint,
): Activity {
  return {
    activityId,
    source: says.source,
    provider: says.provider,
    account: says.account,
    region: says.region,
    runAsId: says.runAsId,
    sessionName: says.sessionName,
    sessionAutomationId: says.sessionAutomationId,
    runtimeAgent: says.runtimeAgent,
    credentialId: says.credentialId,
    srcIpClass: says.srcIpClass,
    service: says.service,
    op: says.op,
    hourMs,
    minutesLow,
    minutesHigh,
    outcomeMask,
    first,
    last,
  };
}

/** Takes the record into the column if it comes before what is there, in the column's direction. */
function improve(column: PointColumn, row: number, record: ActivityRecord, raw: () => RawPointer, direction: 1 | -1): void {
  const known = column.tsMs(row);
  const order = record.tsMs === known ? compareTexts(record.eventId, column.eventId(row)) : record.tsMs - known;
  if (order * direction > 0) return;
  if (order !== 0 || column.isBehind(row, raw())) column.set(row, record.tsMs, record.eventId, raw());
}

export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
