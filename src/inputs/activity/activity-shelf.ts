import type { Activity } from "../../facts/activity.ts";
import type { ActivityBeginning, ActivityShelf } from "../../facts/sink.ts";
import type { ActivityRows } from "./activity-rows.ts";
import type { Series } from "./activity-series.ts";

const BATCH = 1000;

/** Lends rows that nothing is added to any more. */
export function createActivityShelf(rows: ActivityRows): ActivityShelf {
  const taken = new Uint8Array(rows.size());
  const take = function* (order: Iterable<number>): Generator<readonly Activity[]> {
    let batch: Activity[] = [];
    for (const row of order) {
      if (taken[row] === 1) continue;
      taken[row] = 1;
      batch.push(rows.activityAt(row));
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  };
  return {
    take: (field, values) => take(rowsWhere(rows, ({ says }) => says[field] !== null && values.has(says[field]))),
    takeAll: () => take(rows.bySeries()),
    beginnings: () => beginningsOf(rows),
  };
}

function* rowsWhere(rows: ActivityRows, isWanted: (series: Series) => boolean): Generator<number> {
  for (let row = 0; row < rows.size(); row += 1) if (isWanted(rows.seriesAt(row))) yield row;
}

function beginningsOf(rows: ActivityRows): readonly ActivityBeginning[] {
  const firstMs = new Map<Series, number>();
  for (let row = 0; row < rows.size(); row += 1) {
    const series = rows.seriesAt(row);
    firstMs.set(series, Math.min(rows.firstMsAt(row), firstMs.get(series) ?? Infinity));
  }
  const found = new Map<string, ActivityBeginning>();
  for (const [{ says }, ms] of firstMs) {
    const { source, account, sessionAutomationId } = says;
    const key = JSON.stringify([source, account, sessionAutomationId]);
    found.set(key, { source, account, sessionAutomationId, firstMs: Math.min(ms, found.get(key)?.firstMs ?? Infinity) });
  }
  return [...found.values()];
}
