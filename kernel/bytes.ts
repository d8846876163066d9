/* Stretches of bytes, told apart. */

/** Eight bytes at a time. Whoever knows it can make texts collide: probes are limited, and then the parser decides. */
export function hashOf(at: usize, length: u32): u32 {
  let hash: u64 = 0x9e3779b97f4a7c15 ^ <u64>length;
  let left = length;
  let place = at;
  for (; left >= 8; left -= 8) {
    hash = (hash ^ load<u64>(place)) * 0xff51afd7ed558ccd;
    hash ^= hash >>> 32;
    place += 8;
  }
  if (left > 0) {
    hash = (hash ^ (load<u64>(place) & ((<u64>1 << (<u64>left * 8)) - 1))) * 0xff51afd7ed558ccd;
    hash ^= hash >>> 32;
  }
  return <u32>hash;
}

export function isSame(a: usize, b: usize, length: u32): bool {
  let k: u32 = 0;
  for (; k + 8 <= length; k += 8) if (load<u64>(a + k) !== load<u64>(b + k)) return false;
  for (; k < length; k += 1) if (load<u8>(a + k) !== load<u8>(b + k)) return false;
  return true;
}
