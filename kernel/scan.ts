/*
 * The scan kernel, in AssemblyScript: one pass over the bytes of a log object that finds where
 * records begin and which of them can mean anything. scripts/gen-kernel.mjs compiles it into
 * src/inputs/kernel.gen.ts. src/inputs/scan-kernel.ts fills the tables and says what they mean;
 * src/inputs/cut-by-bytes.ts is the same in plain JavaScript, and a test holds the two alike.
 *
 * The search looks at 32 positions at once. Each pattern has a probe, three of its bytes in a row; a
 * pattern belongs to one of eight sets, and for each nibble of each probe byte a table holds
 * the sets that allow it. Where all six tables agree on a set, its patterns are compared in
 * full. So the cost hardly depends on how many patterns there are. (The idea is Teddy's, of the
 * Hyperscan project, https://github.com/intel/hyperscan: each byte is looked up once, and what was found is moved
 * by one place and by two.)
 */

import { acts, beginActs, calledAt, full, forgetTexts, hashOf, isSame, readActivity, readAlone, readCall, useSlots } from "./activity";

export { acts, calledAt, full, forgetTexts, hashOf, readAlone, readCall, useSlots };

/** Asks the host about a value that was not seen before: 1 if it may mean something, 2 if this host does not know. */
@external("host", "judge")
declare function judge(pattern: u32, at: usize, length: u32): u32;

// Memory, in the host's hands too: scan-kernel.ts has the same numbers.
const SCRATCH: usize = 64;
const NIBBLES: usize = 1024;
const SETS: usize = 2048; // 8 sets of 64 bytes: a count and the numbers of patterns
const PATTERNS: usize = 4096; // 60 patterns of 128 bytes: kind, length, probe, a bit for each of the first 16 bytes, then the bytes
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
/** Ahead of the rest: kept only for its row of activity, which is not read yet; kept because a value in it is for another host to judge. */
const ACTIVE_BIT: u32 = 0x40000000;
const UNSURE_BIT: u32 = 0x20000000;
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
/** Between two objects: where no record begins behind it, the one in hand may be two, one of them of another log. */
const JOIN: u32 = 9;

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
let unsure: bool = false;
let operations: u32 = 0;
/** Joins in this record, and what lies behind the last one. */
let joins: u32 = 0;
let joined: usize = 0;
let latestHit: usize = 0;
/** Where an object begins a line of its own and no record has begun yet; 0 where none does. */
let openLine: usize = 0;
/** What `scan` was asked: where the bytes begin and end, whether their file ends there too, and how records follow each other. */
let scanStart: usize = 0;
let scanEnd: usize = 0;
let isLastPiece: bool = false;
let separator: u32 = 0;
let firstOrdinal: u32 = 0;
let hasOperation: bool = false;
let isAhead: bool = false;
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
 * the bytes go on elsewhere. `ahead`: others go on with what is found, so only what bytes alone tell is decided. Returns
 * false where records do not follow each other as they should.
 */
export function scan(from: usize, end: usize, between: u32, lastEnd: usize, ordinal: u32, operationKey: bool, ahead: bool): bool {
  kept = 0;
  noise = 0;
  scanStart = from;
  scanEnd = end;
  isLastPiece = lastEnd !== 0;
  separator = between;
  firstOrdinal = ordinal;
  hasOperation = operationKey;
  isAhead = ahead;
  beginActs();
  begin(from);
  latestHit = 0;
  openLine = 0;
  const found = search(from, end);
  if (found !== GO_ON) return found === STOP;
  next = recordAt;
  if (lastEnd === 0) return true;
  if (lastEnd <= recordAt || openLine !== 0) return false;
  decide(lastEnd);
  next = end;
  return true;
}

const GO_ON: u32 = 0;
const STOP: u32 = 1;
const FAIL: u32 = 2;

/** Looks closely at each place that may be a pattern's. The third byte of a probe lies two behind its place, at the end too. */
function search(from: usize, end: usize): u32 {
  const low0 = v128.load(NIBBLES);
  const high0 = v128.load(NIBBLES, 16);
  const low1 = v128.load(NIBBLES, 32);
  const high1 = v128.load(NIBBLES, 48);
  const low2 = v128.load(NIBBLES, 64);
  const high2 = v128.load(NIBBLES, 80);
  const nibble = i8x16.splat(0x0f);
  let first = i8x16.splat(0);
  let second = i8x16.splat(0);
  for (let at = from; at < end + 2; at += 32) {
    const a = v128.load(at);
    const aLow = v128.and(a, nibble);
    const aHigh = v128.and(i16x8.shr_u(a, 4), nibble);
    const aFirst = v128.and(i8x16.swizzle(low0, aLow), i8x16.swizzle(high0, aHigh));
    const aSecond = v128.and(i8x16.swizzle(low1, aLow), i8x16.swizzle(high1, aHigh));
    const aThird = v128.and(i8x16.swizzle(low2, aLow), i8x16.swizzle(high2, aHigh));
    const b = v128.load(at, 16);
    const bLow = v128.and(b, nibble);
    const bHigh = v128.and(i16x8.shr_u(b, 4), nibble);
    const bFirst = v128.and(i8x16.swizzle(low0, bLow), i8x16.swizzle(high0, bHigh));
    const bSecond = v128.and(i8x16.swizzle(low1, bLow), i8x16.swizzle(high1, bHigh));
    const bThird = v128.and(i8x16.swizzle(low2, bLow), i8x16.swizzle(high2, bHigh));
    const aSets = v128.and(v128.and(byTwo(first, aFirst), byOne(second, aSecond)), aThird);
    const bSets = v128.and(v128.and(byTwo(aFirst, bFirst), byOne(aSecond, bSecond)), bThird);
    first = bFirst;
    second = bSecond;
    if (!v128.any_true(v128.or(aSets, bSets))) continue;
    v128.store(SCRATCH, aSets);
    v128.store(SCRATCH, bSets, 16);
    const none = i8x16.splat(0);
    let lanes: u32 = i8x16.bitmask(i8x16.ne(aSets, none)) | (i8x16.bitmask(i8x16.ne(bSets, none)) << 16);
    while (lanes !== 0) {
      const lane = ctz(lanes);
      lanes &= lanes - 1;
      const found = look(at + lane - 2, load<u8>(SCRATCH + lane));
      if (found !== GO_ON) return found;
    }
  }
  return GO_ON;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function byOne(before: v128, here: v128): v128 {
  return i8x16.shuffle(before, here, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function byTwo(before: v128, here: v128): v128 {
  return i8x16.shuffle(before, here, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
}

/** Compares the patterns of the sets at one position. */
function look(at: usize, given: u32): u32 {
  for (let sets = given; sets !== 0; sets &= sets - 1) {
    const list = SETS + (<usize>ctz(sets)) * 64;
    const count: u32 = load<u8>(list);
    for (let k: u32 = 1; k <= count; k += 1) {
      const number: u32 = load<u8>(list + k);
      const pattern = PATTERNS + (<usize>number) * 128;
      const start = at - load<u32>(pattern, 8);
      const bits = load<u32>(pattern, 12);
      if ((<u32>i8x16.bitmask(i8x16.eq(v128.load(start), v128.load(pattern, 16))) & bits) !== bits) continue;
      const length = load<u32>(pattern, 4);
      if (start < scanStart || start + length > scanEnd) continue;
      if (length > 16 && !isSame(start + 16, pattern + 32, length - 16)) continue;
      const result = hit(start, number, load<u32>(pattern), length);
      if (result !== GO_ON) return result;
    }
  }
  return GO_ON;
}

function hit(start: usize, number: u32, kind: u32, length: u32): u32 {
  if (kind === IDENTITY_KEY) {
    // A pattern that reaches back into a record that is decided already: none that a vendor writes.
    if (start < recordAt) return FAIL;
    if (!namesDoubtful) readIdentity(start + length);
    return GO_ON;
  }
  if (kind === RECORD_START) {
    if (start === openLine) openLine = 0;
    if (start === joined) joins -= 1;
    return start === scanStart ? GO_ON : boundary(start);
  }
  if (kind === LINE_START) {
    if (separator !== 10) return GO_ON;
    // Between two records a line of another log: it must not pass for the end of the one before it.
    if (openLine !== 0) return FAIL;
    openLine = start + 1;
    return GO_ON;
  }
  if (kind === JOIN) {
    joins += 1;
    joined = start + 2;
    return GO_ON;
  }
  if (start < recordAt) return FAIL;
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
function boundary(start: usize): u32 {
  let end = start - 1;
  if (load<u8>(end) !== separator || openLine !== 0) return FAIL;
  if (separator === 10 && load<u8>(end - 1) === 13) end -= 1;
  if (load<u8>(end - 1) !== 125 || end <= recordAt) return FAIL;
  // Something that was found already lies behind the boundary: whose it is, the parser tells.
  const doubtful = latestHit >= start;
  if (doubtful) marked = true;
  decide(end);
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
  unsure = false;
  operations = 0;
  joins = 0;
  joined = 0;
  named0 = 0;
  named1 = 0;
}

function decide(end: usize): void {
  const nth = firstOrdinal + kept + noise + acts;
  const odd = hasOperation && operations !== 1;
  const means = marked || odd || end - recordAt > LONG_RECORD || (joins !== 0 && !isOneValue(recordAt, end));
  const isSample = nth % SAMPLE === 0;
  let how: u32 = means || active ? 0 : NOISE_BIT;
  if (!means && unsure) how = UNSURE_BIT;
  else if (!means && !isSample) {
    if (!active) {
      noise += 1;
      return;
    }
    if (isAhead) how = ACTIVE_BIT;
    else if (readActivity(recordAt, end, nth)) return;
  }
  const cut = CUTS + (<usize>kept) * 12;
  store<u32>(cut, recordAt);
  store<u32>(cut, end, 4);
  store<u32>(cut, nth | how, 8);
  kept += 1;
}

/** Whether an object begins at `start` that ends at `end` and not before. */
function isOneValue(start: usize, end: usize): bool {
  let depth: u32 = 0;
  for (let at = start; at < end; at += 1) {
    const byte: u32 = load<u8>(at);
    if (byte === 34) at = endOfText(at + 1, end);
    else if (byte === 123 || byte === 91) depth += 1;
    else if (byte === 125 || byte === 93) {
      depth -= 1;
      if (depth === 0) return at + 1 === end;
    }
  }
  return false;
}

/** Where the quote stands that ends a text, or the end. */
function endOfText(start: usize, end: usize): usize {
  let at = start;
  while (at < end) {
    const bytes = v128.load(at);
    const marks: u32 = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(34)), i8x16.eq(bytes, i8x16.splat(92))));
    if (marks === 0) {
      at += 16;
      continue;
    }
    at += ctz(marks);
    if (load<u8>(at) === 34) return at;
    at += 2;
  }
  return end;
}

/** Whether the text value at `start` (after colon and quote, which must be there) may mean something. */
function accepts(number: u32, colon: usize): bool {
  if (load<u16>(colon) !== 0x223a) return true;
  const start = colon + 2;
  const length = plainLength(start);
  if (length > LONGEST_VALUE) return true;
  const hash = hashOf(start, length) + number * 0x85ebca6b;
  // The table is never more than half full, so a free entry ends the search.
  let entry = entryAt(hash);
  while (load<u32>(entry, 12) !== 0 && !isFor(entry, number, hash, start, length)) entry = entryAt(<u32>((entry - VALUES) >>> 4) + 1);
  const known = load<u32>(entry, 12);
  return known === 0 ? learn(entry, number, hash, start, length) : (known & 255) === 2;
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

function learn(entry: usize, number: u32, hash: u32, start: usize, length: u32): bool {
  const verdict = judge(number, start, length);
  if (verdict === 2) {
    unsure = true;
    return false;
  }
  const accepted = verdict !== 0;
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
 * after the last colon but the first of several (`role`), together with what stands before that colon, which is the account. The same name in many accounts
 * is the rule, and a file is mostly of one.
 */
function readIdentity(colon: usize): void {
  if (load<u16>(colon) !== 0x223a) {
    // Absent is written as null; anything else is not how the vendor writes it.
    if (load<u32>(colon + 1) !== 0x6c6c756e) doubtNames(colon + 5);
    return;
  }
  let start = colon + 2;
  let accountAt: usize = 0;
  let accountEnd: usize = 0;
  let account: u32 = 0;
  let slashes: u32 = 0;
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
      const mark: u32 = load<u8>(stop);
      if (mark === 58) {
        // What ends in a colon is a partition, a service, an account: no name.
        accountAt = start;
        accountEnd = stop;
        account = 0;
        slashes = 0;
      } else if (mark === 47 && slashes === 0) slashes = 1;
      else {
        if (account === 0 && accountAt !== 0) account = hashOfName(accountAt, accountEnd);
        rememberName(hashOfName(start, stop), account);
      }
      if (mark === 34) return;
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
