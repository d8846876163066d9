/** Paths in order, which need not all be texts at once: a list of texts is one too. */
export interface PathList {
  readonly length: number;
  at(nth: number): string | undefined;
}

/** The paths of a stretch of the list. */
export function stretchOf(paths: PathList, from: number, to: number): readonly string[] {
  const length = Math.max(0, Math.min(to, paths.length) - from);
  return Array.from({ length }, (_, nth) => paths.at(from + nth) ?? "");
}

/** All but the first. */
export function restOf(paths: PathList): PathList {
  return { length: Math.max(0, paths.length - 1), at: (nth) => paths.at(nth + 1) };
}
