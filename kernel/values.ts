/*
 * Values of keys, judged once each: the host says whether a text may mean something, and a table of what it said answers
 * from then on.
 */

import { hashOf, isSame } from "./bytes";

/** Asks the host about a value that was not seen before: NO, YES or UNKNOWN. */
@external("host", "judge")
declare function judge(pattern: u32, at: usize, length: u32): u32;

export const NO: u32 = 0;
export const YES: u32 = 1;
/** Another host has to be asked. */
export const UNKNOWN: u32 = 2;

// Memory, in the host's hands too: kernel-instance.ts has the same numbers.
const VALUES: usize = 16384; // values judged before: hash, place, length, pattern and verdict
const TEXTS: usize = 540672; // their bytes

const VALUE_SLOTS: u32 = 32768;
const MOST_VALUES: u32 = 16384;
const TEXT_BYTES: usize = 1048576;
const LONGEST_VALUE: u32 = 256;

let values: u32 = 0;
let textEnd: usize = TEXTS;

export function forgetValues(): void {
  memory.fill(VALUES, 0, VALUE_SLOTS * 16);
  values = 0;
  textEnd = TEXTS;
}

/** Whether the text value behind `colon` may mean something: NO, YES, or UNKNOWN to this host. Whatever is no plain text may. */
export function accepts(number: u32, colon: usize): u32 {
  if (load<u16>(colon) !== 0x223a) return YES;
  const start = colon + 2;
  const length = plainLength(start);
  if (length > LONGEST_VALUE) return YES;
  const hash = hashOf(start, length) + number * 0x85ebca6b;
  // The table is never more than half full, so a free entry ends the search.
  let entry = entryAt(hash);
  while (load<u32>(entry, 12) !== 0 && !isFor(entry, number, hash, start, length)) entry = entryAt(<u32>((entry - VALUES) >>> 4) + 1);
  const known = load<u32>(entry, 12);
  return known === 0 ? learn(entry, number, hash, start, length) : (known & 255) - 1;
}

/** Bytes up to the quote; more than are taken if anything but printable ASCII comes before it. */
function plainLength(start: usize): u32 {
  for (let at = start; at <= start + LONGEST_VALUE; at += 16) {
    const bytes = v128.load(at);
    const odd = v128.or(i8x16.lt_s(bytes, i8x16.splat(32)), i8x16.eq(bytes, i8x16.splat(92)));
    const ends: u32 = i8x16.bitmask(v128.or(odd, i8x16.eq(bytes, i8x16.splat(34))));
    if (ends === 0) continue;
    const stop = at + ctz(ends);
    return load<u8>(stop) === 34 ? <u32>(stop - start) : LONGEST_VALUE + 1;
  }
  return LONGEST_VALUE + 1;
}

function entryAt(slot: u32): usize {
  return VALUES + (<usize>(slot & (VALUE_SLOTS - 1))) * 16;
}

function isFor(entry: usize, number: u32, hash: u32, start: usize, length: u32): bool {
  if (load<u32>(entry) !== hash || load<u32>(entry, 12) >>> 8 !== number || load<u32>(entry, 8) !== length) return false;
  return isSame(start, load<u32>(entry, 4), length);
}

function learn(entry: usize, number: u32, hash: u32, start: usize, length: u32): u32 {
  const verdict = judge(number, start, length);
  if (verdict === UNKNOWN) return UNKNOWN;
  if (values >= MOST_VALUES || textEnd + length > TEXTS + TEXT_BYTES) {
    forgetValues();
    return verdict;
  }
  memory.copy(textEnd, start, length);
  store<u32>(entry, hash);
  store<u32>(entry, <u32>textEnd, 4);
  store<u32>(entry, length, 8);
  store<u32>(entry, (number << 8) | (verdict + 1), 12);
  textEnd += length;
  values += 1;
  return verdict;
}
