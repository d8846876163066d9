/** What callers choose is remembered only up to this length: attackers write the strings. */
const LONGEST_KEY = 512;

/**
 * `make` with its answers remembered by key, at most `most` of them: when full, all are forgotten,
 * which costs a recomputation and never a wrong answer. `make` must be a pure function of its key.
 */
export function remember<T>(most: number, make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    if (key.length > LONGEST_KEY) return made;
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}
