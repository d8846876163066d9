import type { IpClass, Provider } from "./kinds.ts";
import type { RawPointer } from "./fact.ts";
import { hashOfText } from "./fact-id.ts";

/** One record that stands for a bucket of many. */
export interface ActivityPoint {
  readonly tsMs: number;
  readonly eventId: string;
  readonly raw: RawPointer;
}

/** What rows of all hours have in common: who does what, from where. */
export interface ActivitySeries {
  readonly source: string;
  readonly provider: Provider;
  readonly account: string;
  readonly region: string | null;
  /** Identity acting. */
  readonly runAsId: string;
  readonly sessionName: string;
  /** Automation that the records themselves prove to be acting, else null. */
  readonly sessionAutomationId: string | null;
  readonly runtimeAgent: boolean;
  /** Set only where the second look asked for this very credential, else null. */
  readonly credentialId: string | null;
  readonly srcIpClass: IpClass;
  readonly service: string;
  readonly op: string;
}

/** In place of a session's name in rows that sum up a day of all sessions of an identity. No vendor takes it for a name. */
export const ANY_SESSION = "*";

/**
 * One hour of one operation by one run-as session, or one day of it by all of an identity's sessions (docs/adr/0018). Only parts that survive duplicates and any
 * order are kept: minima, maxima, a bit set and a mask; never a count (docs/adr/0004).
 */
export interface Activity extends ActivitySeries {
  /** Id of the series, and the hour. */
  readonly activityId: string;
  readonly hourMs: number;
  /** Bit i is set when minute i of the hour saw the operation; two 30-bit halves. */
  readonly minutesLow: number;
  readonly minutesHigh: number;
  /** 1 success, 2 denied, 4 error, 8 other. */
  readonly outcomeMask: number;
  /** Earliest and latest record by (time, event id). */
  readonly first: ActivityPoint;
  readonly last: ActivityPoint;
}

export const OUTCOME_BIT = { success: 1, denied: 2, error: 4, started: 8, unknown: 8 } as const;

/** All that a series says, as one text. Field by field in the order above, whatever order the object has. */
export function seriesText(series: ActivitySeries): string {
  const { source, provider, account, region, runAsId, sessionName, sessionAutomationId } = series;
  const { runtimeAgent, credentialId, srcIpClass, service, op } = series;
  const who = [runAsId, sessionName, sessionAutomationId, runtimeAgent, credentialId];
  return JSON.stringify([source, provider, account, region, ...who, srcIpClass, service, op]);
}

/** Id of the series with this text. */
export function seriesIdOf(text: string): string {
  return `f_${hashOfText(text)}`;
}

const HOUR = 3_600_000;
const HOUR_DIGITS = 6;

/** Id of the row of a series that begins at `hourMs`, made so that it costs no digest. */
export function activityIdOf(seriesId: string, hourMs: number): string {
  return seriesId + (hourMs / HOUR).toString(16).padStart(HOUR_DIGITS, "0");
}
