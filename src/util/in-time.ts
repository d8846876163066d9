/*
 * Searches in values that are in the order of time: a walk that looked at all of them for each of them would never
 * end on the logs of somebody who makes a hundred thousand events.
 */

interface Timed {
  readonly tsMs: number;
}

/** How many a test holds for, when it holds for the first ones and for none after them. */
export function countWhere<T>(ordered: readonly T[], holds: (value: T) => boolean): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(ordered[middle]!)) low = middle + 1; // within the list
    else high = middle;
  }
  return low;
}

/** How many are not later than `tsMs`. */
export function countUntil(ordered: readonly Timed[], tsMs: number): number {
  return countWhere(ordered, (one) => one.tsMs <= tsMs);
}

/** How many are earlier than `tsMs`, a whole number of milliseconds. */
export function countBefore(ordered: readonly Timed[], tsMs: number): number {
  return countUntil(ordered, tsMs - 1);
}

/** The last that is not later than `tsMs`. */
export function lastUntil<T extends Timed>(ordered: readonly T[], tsMs: number): T | null {
  return ordered[countUntil(ordered, tsMs) - 1] ?? null;
}

/** Whether any is at most `windowMs` away from `tsMs`. */
export function isAnyNear(ordered: readonly Timed[], tsMs: number, windowMs: number): boolean {
  const next = ordered[countBefore(ordered, tsMs - windowMs)];
  return next !== undefined && next.tsMs <= tsMs + windowMs;
}

/** Those at most `windowMs` away from `tsMs`. */
export function allNear<T extends Timed>(ordered: readonly T[], tsMs: number, windowMs: number): readonly T[] {
  return ordered.slice(countBefore(ordered, tsMs - windowMs), countUntil(ordered, tsMs + windowMs));
}
