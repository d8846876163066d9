/**
 * Which keys were seen before, at 8 bytes a slot: two 32-bit hashes stand for a key. Two keys with equal
 * hashes would only make one count wrong; nothing is dropped for having been seen.
 */
export interface SeenKeys {
  /** Whether the key is new; remembers it. Once the table is full, keys that it does not hold stay new. */
  add(key: string): boolean;
}

const FIRST_SLOTS = 1 << 12;
/** 64 MB of table, for about six million keys. */
const MAX_SLOTS = 1 << 23;

export function createSeenKeys(maxSlots: number = MAX_SLOTS): SeenKeys {
  let low = new Uint32Array(FIRST_SLOTS);
  let high = new Uint32Array(FIRST_SLOTS);
  let used = 0;

  /** The slot that holds the pair, or the free one where it belongs. */
  const slotOf = (a: number, b: number): number => {
    let slot = a & (low.length - 1);
    while ((low[slot] !== 0 || high[slot] !== 0) && (low[slot] !== a || high[slot] !== b)) slot = (slot + 1) & (low.length - 1);
    return slot;
  };
  const grow = (): void => {
    const [oldLow, oldHigh] = [low, high];
    low = new Uint32Array(oldLow.length * 2);
    high = new Uint32Array(oldLow.length * 2);
    for (let slot = 0; slot < oldLow.length; slot += 1) {
      if (oldLow[slot] === 0 && oldHigh[slot] === 0) continue;
      const to = slotOf(oldLow[slot]!, oldHigh[slot]!); // slot < length of both
      low[to] = oldLow[slot]!;
      high[to] = oldHigh[slot]!;
    }
  };
  return {
    add: (key) => {
      const [a, b] = hashPair(key);
      const slot = slotOf(a, b);
      if (low[slot] !== 0 || high[slot] !== 0) return false;
      if (used >= low.length * 0.75) {
        if (low.length >= maxSlots) return true;
        grow();
      }
      const free = slotOf(a, b);
      low[free] = a;
      high[free] = b;
      used += 1;
      return true;
    },
  };
}

/** Two differently seeded multiplicative hashes with a final mix; never the pair 0, 0, which marks a free slot. */
function hashPair(key: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 16), 0x45d9f3b);
  return [(a ^ (a >>> 15)) >>> 0, (b | 1) >>> 0];
}
