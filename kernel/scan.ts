/*
 * The scan kernel, in AssemblyScript: one pass over the bytes of a log object that finds where
 * records begin and which of them can mean anything. scripts/gen-kernel.mjs compiles it into
 * src/inputs/kernel.gen.ts. src/inputs/scan-kernel.ts fills the tables and says what they mean;
 * src/inputs/cut-by-bytes.ts is the same in plain JavaScript, and a test holds the two alike.
 *
 * The search looks at 16 positions at once. Each pattern has a probe, three of its bytes in a row; a
 * pattern belongs to one of eight sets, and for each nibble of each probe byte a table holds
 * the sets that allow it. Where all six tables agree on a set, its patterns are compared in
 * full. So the cost hardly depends on how many patterns there are.
 */

import { acts, beginActs, full, forgetTexts, hashOf, readActivity, useSlots } from "./activity";

export { acts, full, forgetTexts, hashOf, useSlots };

/** Asks the host about a value that was not seen before: 1 if it may mean something. */
@external("host", "judge")
declare function judge(pattern: u32, at: usize, length: u32): u32;

// Memory, in the host's hands too: scan-kernel.ts has the same numbers.
const SCRATCH: usize = 64;
const NIBBLES: usize = 1024;
const SETS: usize = 2048; // 8 sets of 64 bytes: a count and the numbers of patterns
const PATTERNS: usize = 4096; // 60 patterns of 128 bytes: kind, length, probe, then the bytes
const VALUES: usize = 16384; // values judged before: hash, place, length, pattern and verdict
const TEXTS: usize = 540672; // their bytes
const CUTS: usize = 1589248; // what is kept: start, end, ordinal
const NAMES: usize = 2375680; // hashes of the names seen in identities
const NAME_LIST: usize = 2441216; // the slots that they are in

const VALUE_SLOTS: u32 = 32768;
const MOST_VALUES: u32 = 16384;
const TEXT_BYTES: usize = 1048576;
const MOST_CUTS: u32 = 65536;
const LONGEST_VALUE: u32 = 256;
const LONG_RECORD: u32 = 65536;
const SAMPLE: u32 = 256;
/** Set in the ordinal of a record that is kept only as a sample. */
const NOISE_BIT: u32 = 0x80000000;
const NAME_SLOTS: u32 = 16384;
const MOST_NAMES: u32 = 12000;
const LONGEST_IDENTITY: u32 = 2048;

const RECORD_START: u32 = 0;
const NEEDLE: u32 = 1;
const KEY: u32 = 2;
const OPERATION_KEY: u32 = 3;
const IDENTITY_KEY: u32 = 4;
const ESCAPE: u32 = 5;
const LINE_START: u32 = 6;
/** Signs of run-as activity: such a record is read for its row, and kept where that cannot be done. */
const ACTIVITY_NEEDLE: u32 = 7;
const ACTIVITY_KEY: u32 = 8;

export let kept: u32 = 0;
export let noise: u32 = 0;
/** Where the record begins that was not decided on, or the end. */
export let next: usize = 0;

/** Names in identities since the last `forgetNames`; too many, or one that may be hidden, makes them useless. */
export let names: u32 = 0;
export let namesDoubtful: bool = false;

let values: u32 = 0;
let textEnd: usize = TEXTS;
let recordAt: usize = 0;
let marked: bool = false;
let active: bool = false;
let operations: u32 = 0;
let latestHit: usize = 0;
/** Where an object begins a line of its own and no record has begun yet; 0 where none does. */
let openLine: usize = 0;
/** Where the bytes end that are there, and whether their file ends there too. */
let scanEnd: usize = 0;
let isLastPiece: bool = false;
/** The last names that this record's identities gave together with an account. */
let named0: u32 = 0;
let named1: u32 = 0;

export function forgetValues(): void {
  memory.fill(VALUES, 0, VALUE_SLOTS * 16);
  values = 0;
  textEnd = TEXTS;
}

export function forgetNames(): void {
  // A file of ten records has as many names: filling the whole table would cost more than its search.
  for (let nth: u32 = 0; nth < names; nth += 1) store<u32>(NAMES + (<usize>load<u16>(NAME_LIST + (<usize>nth) * 2)) * 4, 0);
  names = 0;
  namesDoubtful = false;
}

/**
 * Walks over the records from the one at `from`. `lastEnd`: where the last record ends, or 0 if
 * the bytes go on elsewhere. Returns false where records do not follow each other as they should.
 */
export function scan(from: usize, end: usize, separator: u32, lastEnd: usize, ordinal: u32, operationKey: bool): bool {
  kept = 0;
  noise = 0;
  scanEnd = end;
  isLastPiece = lastEnd !== 0;
  beginActs();
  begin(from);
  latestHit = 0;
  openLine = 0;
  const low0 = v128.load(NIBBLES);
  const high0 = v128.load(NIBBLES, 16);
  const low1 = v128.load(NIBBLES, 32);
  const high1 = v128.load(NIBBLES, 48);
  const low2 = v128.load(NIBBLES, 64);
  const high2 = v128.load(NIBBLES, 80);
  const nibble = i8x16.splat(0x0f);
  for (let at = from; at < end; at += 16) {
    const a = v128.load(at);
    const b = v128.load(at, 1);
    const c = v128.load(at, 2);
    const first = v128.and(i8x16.swizzle(low0, v128.and(a, nibble)), i8x16.swizzle(high0, i8x16.shr_u(a, 4)));
    const second = v128.and(i8x16.swizzle(low1, v128.and(b, nibble)), i8x16.swizzle(high1, i8x16.shr_u(b, 4)));
    const third = v128.and(i8x16.swizzle(low2, v128.and(c, nibble)), i8x16.swizzle(high2, i8x16.shr_u(c, 4)));
    const sets = v128.and(v128.and(first, second), third);
    if (!v128.any_true(sets)) continue;
    v128.store(SCRATCH, sets);
    let lanes: u32 = i8x16.bitmask(i8x16.ne(sets, i8x16.splat(0)));
    while (lanes !== 0) {
      const lane = ctz(lanes);
      lanes &= lanes - 1;
      const found = look(at + lane, load<u8>(SCRATCH + lane), from, end, separator, ordinal, operationKey);
      if (found === STOP) return true;
      if (found === FAIL) return false;
    }
  }
  next = recordAt;
  if (lastEnd === 0) return true;
  if (lastEnd <= recordAt || openLine !== 0) return false;
  decide(lastEnd, ordinal, operationKey);
  next = end;
  return true;
}

const GO_ON: u32 = 0;
const STOP: u32 = 1;
const FAIL: u32 = 2;

/** Compares the patterns of the sets at one position. */
function look(at: usize, sets: u32, from: usize, end: usize, separator: u32, ordinal: u32, operationKey: bool): u32 {
  while (sets !== 0) {
    const list = SETS + (<usize>ctz(sets)) * 64;
    sets &= sets - 1;
    const count = load<u8>(list);
    for (let k: u32 = 1; k <= count; k += 1) {
      const number: u32 = load<u8>(list + k);
      const pattern = PATTERNS + (<usize>number) * 128;
      const length = load<u32>(pattern, 4);
      const start = at - load<u32>(pattern, 8);
      if (start < from || start + length > end || !same(start, pattern + 16, length)) continue;
      const result = hit(start, number, pattern, length, from, separator, ordinal, operationKey);
      if (result !== GO_ON) return result;
    }
  }
  return GO_ON;
}

function hit(start: usize, number: u32, pattern: usize, length: u32, from: usize, separator: u32, ordinal: u32, operationKey: bool): u32 {
  const kind = load<u32>(pattern);
  if (kind === RECORD_START) {
    if (start === openLine) openLine = 0;
    if (start === from) return GO_ON;
    return boundary(start, separator, ordinal, operationKey);
  }
  if (kind === LINE_START) {
    if (separator !== 10) return GO_ON;
    // Between two records a line of another log: it must not pass for the end of the one before it.
    if (openLine !== 0) return FAIL;
    openLine = start + 1;
    return GO_ON;
  }
  // A pattern that reaches back into a record that is decided already: none that a vendor writes.
  if (start < recordAt) return FAIL;
  if (kind === IDENTITY_KEY) {
    if (!namesDoubtful) readIdentity(start + length);
    return GO_ON;
  }
  if (start > latestHit) latestHit = start;
  if (kind === ESCAPE) {
    namesDoubtful = true;
    marked = true;
    return GO_ON;
  }
  if (kind === NEEDLE) {
    marked = true;
    return GO_ON;
  }
  if (kind === ACTIVITY_NEEDLE) {
    active = true;
    return GO_ON;
  }
  if (kind === ACTIVITY_KEY) {
    if (!active && accepts(number, start + length)) active = true;
    return GO_ON;
  }
  if (kind === OPERATION_KEY) operations += 1;
  if (!marked && accepts(number, start + length)) marked = true;
  return GO_ON;
}

/** A record begins at `start`: what comes before it must be the end of another. */
function boundary(start: usize, separator: u32, ordinal: u32, operationKey: bool): u32 {
  let end = start - 1;
  if (load<u8>(end) !== separator || openLine !== 0) return FAIL;
  if (separator === 10 && load<u8>(end - 1) === 13) end -= 1;
  if (load<u8>(end - 1) !== 125 || end <= recordAt) return FAIL;
  // Something that was found already lies behind the boundary: whose it is, the parser tells.
  const doubtful = latestHit >= start;
  if (doubtful) marked = true;
  decide(end, ordinal, operationKey);
  begin(start);
  if (doubtful) marked = true;
  if (kept < MOST_CUTS) return GO_ON;
  next = start;
  return STOP;
}

function begin(start: usize): void {
  recordAt = start;
  marked = false;
  active = false;
  operations = 0;
  named0 = 0;
  named1 = 0;
}

function decide(end: usize, ordinal: u32, operationKey: bool): void {
  const nth = ordinal + kept + noise + acts;
  const odd = operationKey && operations !== 1;
  const means = marked || odd || end - recordAt > LONG_RECORD;
  if (!means && nth % SAMPLE !== 0) {
    if (!active) {
      noise += 1;
      return;
    }
    if (readActivity(recordAt, end, nth)) return;
  }
  const cut = CUTS + (<usize>kept) * 12;
  store<u32>(cut, recordAt);
  store<u32>(cut, end, 4);
  store<u32>(cut, means || active ? nth : nth | NOISE_BIT, 8);
  kept += 1;
}

function same(a: usize, b: usize, length: u32): bool {
  for (let k: usize = 0; k < length; k += 1) if (load<u8>(a + k) !== load<u8>(b + k)) return false;
  return true;
}

/** Whether the text value at `start` (after colon and quote, which must be there) may mean something. */
function accepts(number: u32, colon: usize): bool {
  if (load<u16>(colon) !== 0x223a) return true;
  const start = colon + 2;
  let hash: u32 = 0x811c9dc5 ^ number;
  let length: u32 = 0;
  for (; ; length += 1) {
    const byte: u32 = load<u8>(start + length);
    if (byte === 34) break;
    if (byte === 92 || byte >= 128 || length > LONGEST_VALUE || byte === 0) return true;
    hash = (hash ^ byte) * 0x01000193;
  }
  // The table is never more than half full, so a free entry ends the search.
  let entry = entryAt(hash);
  while (load<u32>(entry, 12) !== 0 && !isFor(entry, number, hash, start, length)) entry = entryAt(<u32>((entry - VALUES) >>> 4) + 1);
  const known = load<u32>(entry, 12);
  return known === 0 ? learn(entry, number, hash, start, length) : (known & 255) === 2;
}

function entryAt(slot: u32): usize {
  return VALUES + (<usize>(slot & (VALUE_SLOTS - 1))) * 16;
}

function isFor(entry: usize, number: u32, hash: u32, start: usize, length: u32): bool {
  if (load<u32>(entry) !== hash || load<u32>(entry, 12) >>> 8 !== number || load<u32>(entry, 8) !== length) return false;
  return same(start, load<u32>(entry, 4), length);
}

function learn(entry: usize, number: u32, hash: u32, start: usize, length: u32): bool {
  const accepted = judge(number, start, length) !== 0;
  if (values >= MOST_VALUES || textEnd + length > TEXTS + TEXT_BYTES) {
    forgetValues();
    return accepted;
  }
  memory.copy(textEnd, start, length);
  store<u32>(entry, hash);
  store<u32>(entry, <u32>textEnd, 4);
  store<u32>(entry, length, 8);
  store<u32>(entry, (number << 8) | (accepted ? 2 : 1), 12);
  textEnd += length;
  values += 1;
  return accepted;
}

/**
 * Remembers the parts of an identity (`arn:aws:iam::1:role/name`) that is the text value after a key: each part
 * after the last colon, together with what stands before that colon, which is the account. The same name in many accounts
 * is the rule, and a file is mostly of one.
 */
function readIdentity(colon: usize): void {
  if (load<u16>(colon) !== 0x223a) {
    // Absent is written as null; anything else is not how the vendor writes it.
    if (load<u32>(colon + 1) !== 0x6c6c756e) doubtNames(colon + 5);
    return;
  }
  let start = colon + 2;
  let account: u32 = 0;
  for (let at = start; at < colon + LONGEST_IDENTITY; at += 16) {
    const bytes = v128.load(at);
    const quotes = i8x16.eq(bytes, i8x16.splat(34));
    const marks = v128.or(quotes, v128.or(i8x16.eq(bytes, i8x16.splat(58)), i8x16.eq(bytes, i8x16.splat(47))));
    // Below a blank, signed: control characters and all that is not ASCII.
    const odd: u32 = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(92)), i8x16.lt_s(bytes, i8x16.splat(32))));
    const oddLane: u32 = odd === 0 ? 16 : ctz(odd);
    for (let lanes: u32 = i8x16.bitmask(marks); lanes !== 0; lanes &= lanes - 1) {
      const lane = ctz(lanes);
      if (lane > oddLane) break;
      const stop = at + lane;
      const hash = hashOfName(start, stop);
      // What ends in a colon is a partition, a service, an account: no name.
      if (load<u8>(stop) === 58) account = hash;
      else rememberName(hash, account);
      if (load<u8>(stop) === 34) return;
      start = stop + 1;
    }
    if (odd !== 0) return doubtNames(at + oddLane + 1);
  }
  namesDoubtful = true;
}

/** `stop`: how far was read. A value that the end of the bytes cuts off is read again with its record, unless there is no more to come. */
function doubtNames(stop: usize): void {
  if (stop <= scanEnd || isLastPiece) namesDoubtful = true;
}

/** Eight bytes at a time; up to seven bytes behind `stop` are read and left out. */
function hashOfName(start: usize, stop: usize): u32 {
  let hash: u64 = 0x9e3779b97f4a7c15 ^ <u64>(stop - start);
  let at = start;
  for (; at + 8 <= stop; at += 8) hash = mixed(hash ^ load<u64>(at));
  if (at < stop) hash = mixed(hash ^ (load<u64>(at) & (((<u64>1) << (<u64>(stop - at) << 3)) - 1)));
  const folded = <u32>(hash ^ (hash >>> 32));
  return folded === 0 ? 1 : folded;
}

function mixed(hash: u64): u64 {
  const product = hash * 0xff51afd7ed558ccd;
  return product ^ (product >>> 32);
}

/** A name without account is the short form of one that the record gave in full before, or it stands for itself. */
function rememberName(hash: u32, account: u32): void {
  if (account !== 0) {
    named1 = named0;
    named0 = hash;
  } else if (hash === named0 || hash === named1) return;
  remember(hash ^ rotl<u32>(account, 13));
}

function remember(hash: u32): void {
  const name = hash === 0 ? 1 : hash;
  let slot = (name ^ (name >>> 15)) & (NAME_SLOTS - 1);
  for (;;) {
    const known = load<u32>(NAMES + (<usize>slot) * 4);
    if (known === name) return;
    if (known === 0) break;
    slot = (slot + 1) & (NAME_SLOTS - 1);
  }
  store<u32>(NAMES + (<usize>slot) * 4, name);
  store<u16>(NAME_LIST + (<usize>names) * 2, <u16>slot);
  names += 1;
  if (names > MOST_NAMES) namesDoubtful = true;
}
