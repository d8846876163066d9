/** The one order everything is kept in: time, then id, because vendors' clocks tick in seconds. */
export function byTimeThenId(
  a: { readonly tsMs: number; readonly factId: string },
  b: { readonly tsMs: number; readonly factId: string },
): number {
  if (a.tsMs !== b.tsMs) return a.tsMs - b.tsMs;
  if (a.factId === b.factId) return 0;
  return a.factId < b.factId ? -1 : 1;
}
