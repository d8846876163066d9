import type { IpClass, Provider } from "./kinds.ts";
import type { RawPointer } from "./fact.ts";

/** One record that stands for a bucket of many. */
export interface ActivityPoint {
  readonly tsMs: number;
  readonly eventId: string;
  readonly raw: RawPointer;
}

/**
 * One hour of one operation by one run-as session. Only parts that survive duplicates and any
 * order are kept: minima, maxima, a bit set and a mask; never a count (docs/adr/0004).
 */
export interface Activity {
  /** `f_` and a hash of the key below. */
  readonly activityId: string;
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
