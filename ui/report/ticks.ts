import type { TimeScale } from "./time-scale.ts";
import { formatClock, formatDate } from "./times.ts";

export interface Tick {
  readonly x: number;
  readonly clock: string;
  /** Only where the day differs from the tick before. */
  readonly date: string | null;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 30, 60, 120].map((n) => n * DAY),
];
/** Narrowest distance at which two labels stay apart. */
const MIN_SPACING = 78;

/** The start of each burst, and round times inside bursts that have room. */
export function ticks(scale: TimeScale): readonly Tick[] {
  const times = scale.bursts.flatMap((burst) => [burst.fromMs, ...roundTimes(burst.fromMs, burst.toMs, burst.x1 - burst.x0)]);
  let day = "";
  return times.map((ms) => {
    const date = formatDate(ms);
    const changed = date !== day;
    day = date;
    return { x: scale.x(ms), clock: formatClock(ms).slice(0, 8), date: changed ? date : null };
  });
}

function roundTimes(fromMs: number, toMs: number, width: number): readonly number[] {
  if (toMs <= fromMs) return [];
  const msPerPixel = (toMs - fromMs) / width;
  const spacing = MIN_SPACING * msPerPixel;
  const step = STEPS.find((size) => size >= spacing);
  if (step === undefined) return [];
  const times: number[] = [];
  // A label runs to the right of its tick: the last one must end before the next burst begins.
  for (let ms = Math.ceil((fromMs + spacing) / step) * step; ms <= toMs - spacing / 3; ms += step) times.push(ms);
  return times;
}
