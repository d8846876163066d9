/*
 * The checksum of gzip (CRC-32, RFC 1952) without looking anything up. Bits of a text are a polynomial, and its checksum is what is
 * left of it after division by the checksum's own. A polynomial that is divisible by that one and has few terms says how a byte may be
 * left out if a few later ones are changed for it: x^8k with k = 4018, 2091, 1837 and 0 add up to one (found by trying). So all of a text but
 * its last few thousand bytes goes away by exclusive or, sixteen bytes at a time, and what is left has the checksum of the whole. (The idea is
 * Chorba's, https://arxiv.org/abs/2412.16398.)
 */

// Where a byte that is left out comes back: the differences of the exponents to the highest.
const NEAR: usize = 4018 - 2091;
const MIDDLE: usize = 4018 - 1837;
const FAR: usize = 4018;

// Memory: bytes as they were changed by earlier ones, the last `FAR` of them and a stretch behind; then what is left at the end.
const FOLDED: usize = 16384;
const FIRST: usize = FOLDED + FAR;
const STRETCH: usize = 12288;
const LAST: usize = FIRST + STRETCH;
const REST: usize = LAST + 64;

let at: usize = 0;
let stop: usize = 0;
let place: usize = FIRST;

/** Begins with the bytes from `from` up to `end`. */
export function beginCrc(from: usize, end: usize): void {
  memory.fill(FOLDED, 0, FAR);
  // The checksum's register begins with all bits set, which is as if the first four bytes were inverted.
  store<u32>(FOLDED, 0xffffffff);
  place = FIRST;
  at = from;
  stop = end;
}

/** Goes on with the bytes that are there now, which end at `until`. */
export function foldCrc(until: usize): void {
  const end = min(until, stop - FAR);
  while (at + 64 <= end) {
    if (place === LAST) {
      memory.copy(FOLDED, FOLDED + STRETCH, FAR);
      place = FIRST;
    }
    const placeEnd = place + min(LAST - place, (end - at) & ~63);
    for (; place < placeEnd; place += 64) {
      v128.store(place, folded(at, place));
      v128.store(place, folded(at + 16, place + 16), 16);
      v128.store(place, folded(at + 32, place + 32), 32);
      v128.store(place, folded(at + 48, place + 48), 48);
      at += 64;
    }
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function folded(from: usize, to: usize): v128 {
  return v128.xor(v128.xor(v128.load(from), v128.load(to - NEAR)), v128.xor(v128.load(to - MIDDLE), v128.load(to - FAR)));
}

/** Where what is left of all bytes lies, which begins with a register of zeros. They must be more than `FAR`. */
export function crcRest(): usize {
  memory.copy(FOLDED, place - FAR, FAR);
  memory.fill(FIRST, 0, FAR + 64);
  const length = crcRestLength();
  for (let k: usize = 0; k < length; k += 16) v128.store(REST + k, folded(at + k, FIRST + k));
  return REST;
}

export function crcRestLength(): usize {
  return stop - at;
}
