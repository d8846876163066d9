import { type Activity, type ActivityPoint, OUTCOME_BIT } from "../facts/activity.ts";
import type { Envelope, RawPointer } from "../facts/fact.ts";
import { hashOfText } from "../facts/fact-id.ts";
import { remember } from "../util/remember.ts";
import { mergeActivity } from "../facts/merge-activity.ts";

/** Rows of activity, merged so that neither order nor copies of records change them. */
export interface RollUp {
  /** `counts`: a record that was not seen before, for the overflow. */
  add(source: string, envelope: Envelope, credentialId: string | null, raw: RawPointer, counts: boolean): void;
  /** The rows of smallest key hash, in that order. They are handed over: afterwards there are none here. */
  take(): Activity[];
  /** Records whose row was dropped because there were too many rows. */
  overflow(): number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Rows above the cap before the surplus is thrown out, as a share of the cap. */
const SLACK = 0.25;

interface Row {
  activity: Activity;
  records: number;
}

/**
 * At most `cap` rows are kept: those of smallest key hash. Which rows these are depends on the set
 * of records alone. A row among them at the end was among them all the time, so it is complete.
 */
export function createRollUp(cap: number): RollUp {
  let rows = new Map<string, Row>();
  let ceiling: string | null = null;
  let records = 0;
  let handedOver = 0;
  const trim = (): void => {
    if (rows.size <= cap) return;
    const kept = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).slice(0, cap);
    ceiling = kept.at(-1)?.[0] ?? "";
    rows = new Map(kept);
  };
  return {
    add: (source, envelope, credentialId, raw, counts) => {
      if (counts) records += 1;
      const activity = activityOf(source, envelope, credentialId, raw);
      if (ceiling !== null && activity.activityId > ceiling) return;
      const row = rows.get(activity.activityId);
      if (row !== undefined) {
        if (!says(row.activity, activity)) row.activity = mergeActivity(row.activity, activity);
        if (counts) row.records += 1;
        return;
      }
      rows.set(activity.activityId, { activity, records: counts ? 1 : 0 });
      if (rows.size > cap * (1 + SLACK) + 1) trim();
    },
    take: () => {
      trim();
      const taken = [...rows.values()];
      for (const row of taken) handedOver += row.records;
      rows = new Map();
      return taken.map((row) => row.activity).toSorted((a, b) => (a.activityId < b.activityId ? -1 : 1));
    },
    overflow: () => {
      trim();
      let kept = handedOver;
      for (const row of rows.values()) kept += row.records;
      return records - kept;
    },
  };
}

/** Whether a row says already what a row of one record between its first and its last adds. */
function says(row: Activity, one: Activity): boolean {
  return (
    (row.minutesLow & one.minutesLow) === one.minutesLow &&
    (row.minutesHigh & one.minutesHigh) === one.minutesHigh &&
    (row.outcomeMask & one.outcomeMask) === one.outcomeMask &&
    row.first.tsMs < one.first.tsMs &&
    one.last.tsMs < row.last.tsMs
  );
}

/** Rows repeat within an object, and a digest costs more than everything else about them. */
const idOf = remember(20_000, (key) => `f_${hashOfText(key)}`);

/** One copy of a text that stands in many rows: each parsed record brings its own. */
const one = remember(50_000, (text) => text);

/** The row of a single record. */
function activityOf(source: string, envelope: Envelope, credentialId: string | null, raw: RawPointer): Activity {
  const hourMs = Math.floor(envelope.tsMs / HOUR) * HOUR;
  const minute = Math.floor((envelope.tsMs - hourMs) / MINUTE);
  const key = {
    source,
    provider: envelope.provider,
    account: one(envelope.account),
    region: envelope.region === null ? null : one(envelope.region),
    runAsId: one(envelope.actorId ?? ""),
    sessionName: one(envelope.sessionName ?? ""),
    sessionAutomationId: envelope.sessionAutomationId === null ? null : one(envelope.sessionAutomationId),
    runtimeAgent: envelope.runtimeAgent,
    credentialId,
    srcIpClass: envelope.srcIpClass,
    service: one(envelope.service),
    op: one(envelope.op),
    hourMs,
  };
  const point: ActivityPoint = { tsMs: envelope.tsMs, eventId: envelope.eventId, raw };
  return {
    activityId: idOf(JSON.stringify(Object.values(key))),
    ...key,
    minutesLow: minute < 30 ? 1 << minute : 0,
    minutesHigh: minute < 30 ? 0 : 1 << (minute - 30),
    outcomeMask: OUTCOME_BIT[envelope.outcome],
    first: point,
    last: point,
  };
}
