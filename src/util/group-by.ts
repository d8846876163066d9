/** Values by key, in their given order; values whose key is null are left out. */
export function groupBy<T>(values: Iterable<T>, keyOf: (value: T) => string | null): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

export function unique<T>(values: Iterable<T | null | undefined>): readonly T[] {
  const seen = new Set<T>();
  for (const value of values) if (value !== null && value !== undefined) seen.add(value);
  return [...seen];
}
