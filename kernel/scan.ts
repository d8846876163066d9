/*
 * The scan kernel, in AssemblyScript: one pass over the bytes of a log object that finds where
 * records begin and which of them can mean anything. scripts/gen-kernel.mjs compiles it into
 * src/inputs/search/kernel.gen.ts. src/inputs/search/kernel-instance.ts fills the tables and says what they mean;
 * src/inputs/cut/cut-by-bytes.ts is the same in plain JavaScript, and a test holds the two alike.
 *
 * The search looks at 32 positions at once. Each pattern has a probe, three of its bytes in a row; a
 * pattern belongs to one of eight sets, and for each nibble of each probe byte a table holds
 * the sets that allow it. Where all six tables agree on a set, its patterns are compared in
 * full. So the cost hardly depends on how many patterns there are. (The idea is Teddy's, of the
 * Hyperscan project, https://github.com/intel/hyperscan: each byte is looked up once, and what was found is moved
 * by one place and by two.)
 */

import { acts, beginActs, calledAt, readActivity, readAlone, readCall } from "./activity";
import { hashOf, isSame } from "./bytes";
import { forgetTexts, full, useSlots } from "./groups";
import { isOneValue } from "./json";
import { beginNamed, beginNames, forgetNames, loseNames, names, namesDoubtful, readIdentity } from "./names";
import { accepts, forgetValues, UNKNOWN, YES } from "./values";

export { acts, calledAt, forgetNames, forgetTexts, forgetValues, full, hashOf, names, namesDoubtful, readAlone, readCall, useSlots };

// Memory, in the host's hands too: kernel-instance.ts and kernel-patterns.ts have the same numbers.
const SCRATCH: usize = 64;
const NIBBLES: usize = 1024;
const SETS: usize = 2048; // 8 sets of 64 bytes: a count and the numbers of patterns
const PATTERNS: usize = 4096; // 60 patterns of 128 bytes: kind, length, probe, a bit for each of the first 16 bytes, then the bytes
const CUTS: usize = 1589248; // what is kept: start, end, ordinal

const MOST_CUTS: u32 = 65536;
const LONG_RECORD: u32 = 65536;
const SAMPLE: u32 = 256;
/** Set in the ordinal of a record that is kept only as a sample. */
const NOISE_BIT: u32 = 0x80000000;
/** Ahead of the rest: kept only for its row of activity, which is not read yet; kept because a value in it is for another host to judge. */
const ACTIVE_BIT: u32 = 0x40000000;
const UNSURE_BIT: u32 = 0x20000000;

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
/** What `scan` was asked: where the bytes begin and end, and how records follow each other. */
let scanStart: usize = 0;
let scanEnd: usize = 0;
let separator: u32 = 0;
let firstOrdinal: u32 = 0;
let hasOperation: bool = false;
let isAhead: bool = false;

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
  separator = between;
  firstOrdinal = ordinal;
  hasOperation = operationKey;
  isAhead = ahead;
  beginActs();
  beginNames(lastEnd === 0 ? end : 0);
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

/** What a pattern that was found means for the record in hand. Part of `look`: a call of its own costs a fifteenth of the search. */
// @ts-ignore: a decorator of AssemblyScript
@inline
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
    loseNames();
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
    if (!active && mayMean(number, start + length)) active = true;
    return GO_ON;
  }
  if (kind === OPERATION_KEY) operations += 1;
  if (!marked && mayMean(number, start + length)) marked = true;
  return GO_ON;
}

/** Whether the value behind `colon` may mean something. If that is for another host to say, it is left open. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function mayMean(number: u32, colon: usize): bool {
  const verdict = accepts(number, colon);
  if (verdict === UNKNOWN) unsure = true;
  return verdict === YES;
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
  beginNamed();
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
