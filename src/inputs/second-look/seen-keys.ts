/**
 * Which keys were seen before, at 8 bytes a slot: two 32-bit hashes stand for a key. Two keys with equal
 * hashes would only make one count wrong; nothing is dropped for having been seen.
 */
export interface SeenKeys {
  /** Whether the key is new; remembers it. Once the table is full, keys that it does not hold stay new. A key may be given in parts, so that it need not be put together. */
  add(...key: readonly string[]): boolean;
}

const FIRST_SLOTS = 1 << 12;
/** 64 MB of table, for about six million keys. */
const MAX_SLOTS = 1 << 23;

export function createSeenKeys(maxSlots: number = MAX_SLOTS): SeenKeys {
  // Both halves of a pair side by side: a look costs one line of the cache.
  let pairs = new Uint32Array(FIRST_SLOTS * 2);
  let used = 0;

  /** Place of the pair, or the free one where it belongs. */
  const placeOf = (a: number, b: number): number => {
    const mask = pairs.length - 1;
    let at = (a * 2) & mask;
    while ((pairs[at] !== 0 || pairs[at + 1] !== 0) && (pairs[at] !== a || pairs[at + 1] !== b)) at = (at + 2) & mask;
    return at;
  };
  const put = (at: number, a: number, b: number): void => {
    pairs[at] = a;
    pairs[at + 1] = b;
  };
  const grow = (): void => {
    const old = pairs;
    pairs = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      const [a, b] = [old[at]!, old[at + 1]!]; // below its length, which is even
      if (a !== 0 || b !== 0) put(placeOf(a, b), a, b);
    }
  };
  return {
    add: (...key) => {
      const [a, b] = hashPair(key);
      let at = placeOf(a, b);
      if (pairs[at] !== 0 || pairs[at + 1] !== 0) return false;
      if (used * 2 >= pairs.length * 0.75) {
        if (pairs.length >= maxSlots * 2) return true;
        grow();
        at = placeOf(a, b);
      }
      put(at, a, b);
      used += 1;
      return true;
    },
  };
}

/** Two differently seeded multiplicative hashes with a final mix; never the pair 0, 0, which marks a free slot. */
function hashPair(key: readonly string[]): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (const part of key) {
    for (let at = 0; at < part.length; at += 1) {
      const code = part.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x85ebca6b);
      b ^= b >>> 13;
    }
  }
  a = Math.imul(a ^ (a >>> 16), 0x45d9f3b);
  return [(a ^ (a >>> 15)) >>> 0, (b | 1) >>> 0];
}
