import { DAY_MS } from "../../util/durations.ts";
// Parts of a date, taken from the digits as the log wrote them: Sigma 2.1 says that the time modifiers convert neither zones
// nor formats. Understood is ISO 8601 (`2026-11-22T08:30:00Z`), which cloud audit logs write, in UTC.

export const DATE_PARTS = ["minute", "hour", "day", "week", "month", "year"] as const;
export type DatePart = (typeof DATE_PARTS)[number];

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/;

/** That part of the value as a number, or null where the value is no such date. */
export function readDatePart(part: DatePart, value: unknown): number | null {
  const found = typeof value === "string" ? ISO.exec(value) : null;
  if (found === null) return null;
  const [year, month, day, hour, minute] = found
    .slice(1)
    .map((digits: string | undefined) => (digits === undefined ? null : Number(digits)));
  switch (part) {
    case "year":
      return year ?? null;
    case "month":
      return month ?? null;
    case "day":
      return day ?? null;
    case "hour":
      return hour ?? null;
    case "minute":
      return minute ?? null;
    case "week":
      return weekOf(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1));
  }
}

/** ISO 8601 week: weeks begin on Monday, and the first holds the year's first Thursday. */
function weekOf(ms: number): number {
  const weekday = (new Date(ms).getUTCDay() + 6) % 7;
  const thursday = ms + (3 - weekday) * DAY_MS;
  const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - newYear) / (7 * DAY_MS)) + 1;
}
