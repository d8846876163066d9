import type { Activity, ActivityPoint, ActivitySeries } from "../activity.ts";

/** A series for tests, ordinary in every respect. Made by hand. */
export const A_SERIES: ActivitySeries = {
  source: "aws/cloudtrail",
  provider: "aws",
  account: "111122223333",
  region: null,
  runAsId: "arn:aws:iam::111122223333:role/r",
  sessionName: "fn",
  sessionAutomationId: null,
  runtimeAgent: true,
  credentialId: null,
  srcIpClass: "public",
  service: "s3",
  op: "GetObject",
};

const POINT: ActivityPoint = { tsMs: 1000, eventId: "e", raw: { file: "f", sha256: "0", offset: 0, length: 1 } };

/** A row of it, of one record, ordinary in every respect that `part` does not name. */
export function anActivity(part: Partial<Activity> = {}): Activity {
  const bits = { minutesLow: 1, minutesHigh: 0, outcomeMask: 1 };
  return { ...A_SERIES, ...bits, activityId: "f_1000000", hourMs: 0, first: POINT, last: POINT, ...part };
}
