import { UserError } from "../../util/errors.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;
const DURATION = /^([1-9]\d{0,5})([mhdw])$/;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const NEXT = "Use a UTC date (2026-11-22), an RFC 3339 time (2026-11-22T08:00:00Z), or with --since a duration (24h, 30d).";

/** Records in [fromMs, toMs) are looked at; an absent end is open. */
export interface TimeRange {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/**
 * The range that `--from`, `--to` and `--since` mean. A bad value is refused at once: a silently
 * ignored one would drop every event and look like a clean result.
 */
export function timeRange(flags: { from?: string; to?: string; since?: string }, nowMs: number): TimeRange {
  if (flags.since !== undefined && flags.from !== undefined) throw new UserError("--since and --from exclude each other", NEXT);
  const fromMs = flags.since === undefined ? startOf("--from", flags.from) : nowMs - durationMs(flags.since);
  const toMs = endOf("--to", flags.to);
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs) {
    throw new UserError("the time range is empty: it ends before it begins", "Swap the two, or leave one out.");
  }
  return { ...(fromMs === undefined ? {} : { fromMs }), ...(toMs === undefined ? {} : { toMs }) };
}

function startOf(flag: string, value: string | undefined): number | undefined {
  return value === undefined ? undefined : instantMs(flag, value);
}

/** A date as the end of the range means that whole day. */
function endOf(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  return instantMs(flag, value) + (DATE.test(value) ? UNIT_MS.d : 0);
}

function instantMs(flag: string, value: string): number {
  const ms = DATE.test(value) || INSTANT.test(value) ? Date.parse(value.replace(" ", "T").toUpperCase()) : Number.NaN;
  if (Number.isNaN(ms) || !isRealDay(value)) throw new UserError(`${flag}: "${value}" is no date or time`, NEXT);
  return ms;
}

/** JavaScript reads 30 February as 2 March; people who mistype a day want to know. */
function isRealDay(value: string): boolean {
  const day = value.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function durationMs(value: string): number {
  const [, count, unit] = DURATION.exec(value) ?? [];
  if (count === undefined || unit === undefined) throw new UserError(`--since: "${value}" is no duration`, NEXT);
  // The pattern admits only these four letters.
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}
