import type { Activity, ActivityPoint } from "./activity.ts";

/** Union of two rows with the same key. Commutative, associative, idempotent. */
export function mergeActivity(a: Activity, b: Activity): Activity {
  return {
    ...a,
    minutesLow: a.minutesLow | b.minutesLow,
    minutesHigh: a.minutesHigh | b.minutesHigh,
    outcomeMask: a.outcomeMask | b.outcomeMask,
    first: comparePoints(a.first, b.first) <= 0 ? a.first : b.first,
    last: comparePoints(a.last, b.last, -1) <= 0 ? a.last : b.last,
  };
}

/** By time (`direction` 1 ascending, -1 descending), then event id; of copies the smallest pointer. */
export function comparePoints(a: ActivityPoint, b: ActivityPoint, direction: 1 | -1 = 1): number {
  if (a.tsMs !== b.tsMs) return (a.tsMs - b.tsMs) * direction;
  if (a.eventId !== b.eventId) return (a.eventId < b.eventId ? -1 : 1) * direction;
  if (a.raw.sha256 !== b.raw.sha256) return a.raw.sha256 < b.raw.sha256 ? -1 : 1;
  return a.raw.offset - b.raw.offset;
}
