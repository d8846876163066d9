const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
/** Cloud audit logs began in 2006 at the earliest; a later century is a broken clock or a unit mistake. */
const EARLIEST = Date.UTC(2006, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/**
 * Milliseconds since 1970 UTC of an ISO 8601 time with its zone, cut below the millisecond.
 * Null when it is anything else: `Date.parse` alone would take local times and guess.
 */
export function eventTimeMs(value: unknown): number | null {
  if (typeof value !== "string" || !ISO.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) || ms < EARLIEST || ms >= LATEST ? null : ms;
}
