import { type Activity, OUTCOME_BIT } from "../../facts/activity.ts";
import type { Envelope, RawPointer } from "../../facts/fact.ts";
import type { ActivityShelf } from "../../facts/sink.ts";
import { type ActivityRecord, compareKeys, createActivityRows, keyOf, type RowKey } from "./activity-rows.ts";
import { createActivityShelf } from "./activity-shelf.ts";
import { createSeriesList, type Series } from "./activity-series.ts";

/** Rows of activity, merged so that neither order nor copies of records change them. */
export interface RollUp {
  /** `counts`: a record that was not seen before, for the overflow. */
  add(source: string, envelope: Envelope, credentialId: string | null, raw: () => RawPointer, counts: boolean): void;
  /** The series that a record belongs to, for `addTo`. */
  seriesOf(source: string, envelope: Envelope, credentialId: string | null): Series;
  addTo(series: Series, record: ActivityRecord, raw: () => RawPointer, counts: boolean): void;
  /** The rows of smallest rank, by id and some at a time. They are handed over: afterwards there are none here. */
  take(): Generator<Activity[]>;
  /** The same rows, to stay here until they are asked for. Nothing may be added afterwards. */
  shelf(): ActivityShelf;
  /** Records whose row was dropped because there were too many rows. */
  overflow(): number;
}

const HOUR = 3_600_000;
/** Rows above the cap before the surplus is thrown out, as a share of the cap. */
const SLACK = 0.25;
/** Few, for the reason that session.ts gives for facts. */
const BATCH = 100;

/**
 * At most `cap` rows are kept: those of smallest rank, a hash of the key. Which rows these are depends on
 * the set of records alone. A row among them at the end was among them all the time, so it is complete.
 */
export function createRollUp(cap: number, hoursARow = 1): RollUp {
  const seriesOf = createSeriesList();
  let rows = createActivityRows();
  let ceiling: RowKey | null = null;
  let records = 0;
  let handedOver = 0;
  const trim = (): void => {
    if (rows.size() <= cap) return;
    const last = rows.inOrder()[cap - 1];
    if (last === undefined) return;
    const highest = rows.keyAt(last);
    rows.dropAbove(highest);
    ceiling = highest;
  };
  const addTo: RollUp["addTo"] = (series, record, raw, counts) => {
    if (counts) records += 1;
    if (cap === 0) return;
    const key = keyOf(series, Math.floor(record.tsMs / (HOUR * hoursARow)) * hoursARow);
    if (ceiling !== null && compareKeys(key, ceiling) > 0) return;
    rows.add(key, record, raw, counts);
    if (rows.size() > cap * (1 + SLACK) + 1) trim();
  };
  return {
    add: (source, envelope, credentialId, raw, counts) => {
      const { tsMs, eventId, outcome } = envelope;
      addTo(seriesOf(source, envelope, credentialId), { tsMs, eventId, outcomeMask: OUTCOME_BIT[outcome] }, raw, counts);
    },
    seriesOf,
    addTo,
    take: function* () {
      trim();
      handedOver += rows.records();
      const taken = rows;
      const order = taken.bySeries();
      rows = createActivityRows();
      for (let at = 0; at < order.length; at += BATCH) yield Array.from(order.slice(at, at + BATCH), (row) => taken.activityAt(row));
    },
    shelf: () => {
      trim();
      return createActivityShelf(rows);
    },
    overflow: () => {
      trim();
      return records - handedOver - rows.records();
    },
  };
}
