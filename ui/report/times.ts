import { visible } from "./visible.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds since 1970 of an RFC 3339 time, or null when it is none. */
export function parseTime(time: string): number | null {
  const ms = Date.parse(time);
  return Number.isFinite(ms) ? ms : null;
}

/** `14 Mar 2026`, in UTC. */
export function formatDate(ms: number): string {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`;
}

/** `14:02:11`, in UTC; milliseconds only where they say something. */
export function formatClock(ms: number): string {
  const iso = new Date(ms).toISOString();
  return iso.endsWith(".000Z") ? iso.slice(11, 19) : iso.slice(11, 23);
}

/** `14 Mar 2026, 14:02:11 UTC`; a string that is no time comes back, made visible. */
export function formatTime(time: string): string {
  const ms = parseTime(time);
  return ms === null ? visible(time) : `${formatDate(ms)}, ${formatClock(ms)} UTC`;
}

/** A length of time in its two largest units: `3 d 4 h`, `12 min 5 s`, `0 s`. */
export function formatSpan(ms: number): string {
  const units = [
    ["d", DAY],
    ["h", HOUR],
    ["min", MINUTE],
    ["s", SECOND],
  ] as const;
  let rest = Math.round(Math.abs(ms) / SECOND) * SECOND;
  const first = units.findIndex(([, size]) => rest >= size);
  if (first < 0) return rest === Math.abs(ms) ? "0 s" : "under 1 s";
  const parts: string[] = [];
  for (const [unit, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(" ");
}
