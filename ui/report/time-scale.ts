/**
 * Attacks come in bursts: minutes of work, then days of nothing. The scale is linear inside a
 * burst and cuts the nothing between bursts down to a marked break of fixed width.
 */

export interface Burst {
  readonly fromMs: number;
  readonly toMs: number;
  readonly x0: number;
  readonly x1: number;
}

/** A stretch without entries that is not drawn to scale. */
export interface Break {
  readonly ms: number;
  readonly x0: number;
  readonly x1: number;
}

export interface TimeScale {
  readonly bursts: readonly Burst[];
  readonly breaks: readonly Break[];
  /** Horizontal place of a time; times outside the given ones land on the nearest edge. */
  readonly x: (ms: number) => number;
}

const BREAK_WIDTH = 48;
const MIN_BURST_WIDTH = 30;
const MAX_BREAKS = 7;
const MIN_BREAK_MS = 5000;
/** A gap is cut when it is this many times the mean of all shorter gaps. */
const BREAK_RATIO = 6;

/** Scale over `times` (milliseconds, any order) between the places `x0` and `x1`. */
export function timeScale(times: readonly number[], x0: number, x1: number): TimeScale {
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  const groups = splitAtGaps(sorted);
  const widths = burstWidths(groups, x1 - x0 - BREAK_WIDTH * (groups.length - 1));
  const bursts: Burst[] = [];
  const breaks: Break[] = [];
  let at = x0;
  for (const [index, group] of groups.entries()) {
    const fromMs = group[0] ?? 0;
    const before = bursts.at(-1);
    if (before !== undefined) {
      breaks.push({ ms: fromMs - before.toMs, x0: at, x1: at + BREAK_WIDTH });
      at += BREAK_WIDTH;
    }
    const end = at + (widths[index] ?? 0);
    bursts.push({ fromMs, toMs: group.at(-1) ?? fromMs, x0: at, x1: end });
    at = end;
  }
  return { bursts, breaks, x: (ms) => place(bursts, ms) };
}

function splitAtGaps(sorted: readonly number[]): readonly (readonly number[])[] {
  if (sorted.length === 0) return [[0]];
  const threshold = breakThreshold(sorted);
  const groups: number[][] = [];
  for (const [index, ms] of sorted.entries()) {
    const group = groups.at(-1);
    const gap = ms - (sorted[index - 1] ?? ms);
    if (group === undefined || gap >= threshold) groups.push([ms]);
    else group.push(ms);
  }
  return groups;
}

/** Shortest gap that is cut out, or infinity. */
function breakThreshold(sorted: readonly number[]): number {
  const gaps = sorted
    .slice(1)
    .map((ms, index) => ms - (sorted[index] ?? ms))
    .toSorted((a, b) => a - b);
  let sum = 0;
  for (const [index, gap] of gaps.entries()) {
    if (index > 0 && gap >= MIN_BREAK_MS && gap > (BREAK_RATIO * sum) / index) {
      // Equal gaps are cut together or not at all, so a tie may cost a break but never an order.
      const longest = gaps.at(-1 - MAX_BREAKS);
      return longest !== undefined && longest >= gap ? longest + 1 : gap;
    }
    sum += gap;
  }
  return Infinity;
}

/** Room by how much there is to show; an instant still gets enough for its label. */
function burstWidths(groups: readonly (readonly number[])[], room: number): readonly number[] {
  const spare = Math.max(0, room - MIN_BURST_WIDTH * groups.length);
  const weights = groups.map((group) => (group.length === 1 ? 0 : Math.sqrt(group.length)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => MIN_BURST_WIDTH + (total === 0 ? spare / groups.length : (spare * weight) / total));
}

function place(bursts: readonly Burst[], ms: number): number {
  let nearest = bursts[0]?.x0 ?? 0;
  for (const burst of bursts) {
    if (ms < burst.fromMs) return nearest;
    if (burst.toMs === burst.fromMs) nearest = burst.x0 + MIN_BURST_WIDTH / 4;
    else nearest = burst.x0 + ((Math.min(ms, burst.toMs) - burst.fromMs) / (burst.toMs - burst.fromMs)) * (burst.x1 - burst.x0);
  }
  return nearest;
}
