/*
 * Inflate (RFC 1951), in AssemblyScript: one deflate stream that lies whole in memory, into memory. scripts/gen-kernel.mjs
 * compiles it into src/inputs/inflate.gen.ts; src/inputs/inflate-space.ts is its other side. It takes what ordinary
 * compressors write; whatever is unusual or wrong it refuses, and zlib is asked then, so this decides on speed and on nothing else.
 *
 * Tables as in libdeflate (https://github.com/ebiggers/libdeflate): one look-up gives a symbol's meaning, its length in bits and
 * the number of extra bits together; codes that are longer than a table's index go on in a subtable behind it. Unlike there, an
 * entry may stand for two literals, and the bits in hand lie two places up, so that those that are an index are an address as they stand.
 */

import { beginCrc, crcRest, crcRestLength, foldCrc } from "./crc";

export { crcRest, crcRestLength };

// Memory: tables of 32-bit entries and what it takes to build them. crc.ts goes on at 16384; the host puts input and output behind it.
const LITLEN: usize = 1024;
const OFFSETS: usize = LITLEN + 1536 * 4;
const PRECODE: usize = OFFSETS + 640 * 4;
const LENGTHS: usize = PRECODE + 128 * 4; // code lengths as a block gives them, a byte each
const COUNTS: usize = LENGTHS + 512; // symbols of each length
const STARTS: usize = COUNTS + 64; // where the symbols of each length begin in the sorted list
const SORTED: usize = STARTS + 64; // symbols by length, then by value, 16 bits each
const LITLEN_MEANING: usize = SORTED + 1024; // an entry without its code length, for each symbol
const OFFSET_MEANING: usize = LITLEN_MEANING + 288 * 4;
const PRECODE_MEANING: usize = OFFSET_MEANING + 32 * 4;
const LITERALS: usize = PRECODE_MEANING + 32 * 4; // literals with short codes, shortest first: value, code and its length
const REPEATS: usize = LITERALS + 256 * 4; // for each offset below 16 which of as many bytes stands at each of 16 places
/** The order in which a block gives the lengths of the code that its code lengths are written in. */
const PRECODE_ORDER: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** More would find more pairs, and cost more to build than they spare, and places in the cache. */
const LITLEN_BITS: u32 = 10;
const OFFSET_BITS: u32 = 8;
const PRECODE_BITS: u32 = 7;
const LONGEST_CODE: u32 = 15;
/** Bytes of input that are left, from which on looking for pairs pays. */
const WORTH_PAIRS: usize = 8192;

// An entry: bits 0-5 all bits that the symbol takes; 8-13 two more than those of its code alone, or the bits of a subtable's index; 16-31 its
// value. So an entry is a shift by itself (shifts are modulo 64), and can be taken off the count of bits, of which only the lowest six count.
const IS_LITERAL: u32 = 0x80;
/** Of a literal: the next one is in it too, in bits 24-31. */
const IS_PAIR: u32 = 0x4000;
const IS_ODD: u32 = 0x40; // end of block, subtable or no code at all
const IS_SUBTABLE: u32 = 0x4000;
const IS_END: u32 = 0x8000;

/** Where the stream ended, after a call that worked, and whether it has. */
export let inputEnd: usize = 0;
export let isLast: bool = false;

let streamEnd: usize = 0;
let outputStart: usize = 0;
let output: usize = 0;
let mostOutput: usize = 0;

let input: usize = 0;
let bits: u64 = 0;
/** Number of bits in `bits`. */
let left: u32 = 0;
/** Where the list of literals with short codes ends. */
let literalsEnd: usize = LITERALS;

/** Writes the tables that never change; once for each memory. */
export function prepare(): void {
  for (let offset: u32 = 1; offset < 16; offset += 1) {
    for (let k: u32 = 0; k < 16; k += 1) store<u8>(REPEATS + offset * 16 + k, k % offset);
  }
  for (let symbol: u32 = 0; symbol < 256; symbol += 1) store<u32>(LITLEN_MEANING + symbol * 4, IS_LITERAL | (symbol << 16));
  store<u32>(LITLEN_MEANING + 256 * 4, IS_ODD | IS_END);
  let base: u32 = 3;
  for (let symbol: u32 = 257; symbol < 285; symbol += 1) {
    const extra: u32 = symbol < 265 ? 0 : (symbol - 261) >> 2;
    store<u32>(LITLEN_MEANING + symbol * 4, (base << 16) | extra);
    base += 1 << extra;
  }
  store<u32>(LITLEN_MEANING + 285 * 4, 258 << 16);
  for (let symbol: u32 = 286; symbol < 288; symbol += 1) store<u32>(LITLEN_MEANING + symbol * 4, IS_ODD);
  base = 1;
  for (let symbol: u32 = 0; symbol < 30; symbol += 1) {
    const extra: u32 = symbol < 4 ? 0 : (symbol - 2) >> 1;
    store<u32>(OFFSET_MEANING + symbol * 4, (base << 16) | extra);
    base += 1 << extra;
  }
  for (let symbol: u32 = 30; symbol < 32; symbol += 1) store<u32>(OFFSET_MEANING + symbol * 4, IS_ODD);
  for (let symbol: u32 = 0; symbol < 19; symbol += 1) store<u32>(PRECODE_MEANING + symbol * 4, symbol << 16);
}

/**
 * Begins with the stream at `from`, which ends at `end` at the latest, to inflate it to `to`, at most up to `most`. Up
 * to 400 bytes behind `most` may be written. What goes on behind `end` is read on, up to the end of its block or of the memory, before it is refused.
 */
export function begin(from: usize, end: usize, to: usize, most: usize): void {
  input = from;
  bits = 0;
  left = 0;
  isLast = false;
  streamEnd = end;
  outputStart = to;
  output = to;
  mostOutput = most;
  beginCrc(to, most);
}

/** Goes on up to the end of the block that reaches `until`, or of the stream. Returns where the output ends so far, or 0. */
export function advance(until: usize): usize {
  while (!isLast && output < until) {
    refill();
    isLast = take(1) !== 0;
    const kind = take(2);
    if (kind === 0) output = stored(streamEnd, output, mostOutput);
    else {
      const isGood = kind === 1 ? fixedTables() : kind === 2 ? dynamicTables() : false;
      if (!isGood) return 0;
      output = block(streamEnd, outputStart, output, mostOutput);
    }
    if (output === 0) return 0;
  }
  inputEnd = input - (left >>> 3);
  if (inputEnd > streamEnd) return 0;
  foldCrc(output);
  return output;
}

/** At least 56 bits from here on. */
function refill(): void {
  bits |= load<u64>(input) << left;
  input += (63 - left) >>> 3;
  left |= 56;
}

function take(count: u32): u32 {
  const value = <u32>bits & ((1 << count) - 1);
  bits >>>= count;
  left -= count;
  return value;
}

function stored(end: usize, at: usize, most: usize): usize {
  take(left & 7);
  const start = input - (left >>> 3);
  const length: u32 = load<u16>(start);
  if ((length ^ 0xffff) !== <u32>load<u16>(start, 2)) return 0;
  if (start + 4 + length > end || at + length > most) return 0;
  memory.copy(at, start + 4, length);
  input = start + 4 + length;
  bits = 0;
  left = 0;
  return at + length;
}

function fixedTables(): bool {
  memory.fill(LENGTHS, 8, 144);
  memory.fill(LENGTHS + 144, 9, 112);
  memory.fill(LENGTHS + 256, 7, 24);
  memory.fill(LENGTHS + 280, 8, 8);
  if (!litlenTable(288)) return false;
  memory.fill(LENGTHS, 5, 32);
  return build(OFFSETS, OFFSET_BITS, LENGTHS, 32, OFFSET_MEANING);
}

function dynamicTables(): bool {
  const litlens = take(5) + 257;
  const offsets = take(5) + 1;
  const precodes = take(4) + 4;
  if (litlens > 286 || offsets > 30) return false;
  memory.fill(LENGTHS, 0, 19);
  for (let k: u32 = 0; k < precodes; k += 1) {
    refill();
    store<u8>(LENGTHS + load<u8>(PRECODE_ORDER + k), take(3));
  }
  if (!build(PRECODE, PRECODE_BITS, LENGTHS, 19, PRECODE_MEANING)) return false;
  const all = litlens + offsets;
  for (let at: u32 = 0; at < all; ) {
    refill();
    const entry = load<u32>(PRECODE + ((<usize>bits & 127) << 2));
    if ((entry & IS_ODD) !== 0) return false;
    take(entry & 63);
    const symbol = entry >>> 16;
    if (symbol < 16) {
      store<u8>(LENGTHS + at, symbol);
      at += 1;
      continue;
    }
    if (symbol === 16 && at === 0) return false;
    const value: u8 = symbol === 16 ? load<u8>(LENGTHS + at - 1) : 0;
    const times = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
    if (at + times > all) return false;
    memory.fill(LENGTHS + at, value, times);
    at += times;
  }
  // Without an end no block is whole.
  if (load<u8>(LENGTHS + 256) === 0) return false;
  return build(OFFSETS, OFFSET_BITS, LENGTHS + litlens, offsets, OFFSET_MEANING) && litlenTable(litlens);
}

/** Makes a decoding table of code lengths. False unless they are a complete code, or one of at most one symbol. */
function build(table: usize, tableBits: u32, lengths: usize, symbols: u32, meaning: usize): bool {
  memory.fill(COUNTS, 0, 64);
  for (let symbol: u32 = 0; symbol < symbols; symbol += 1) {
    const count = COUNTS + (<usize>load<u8>(lengths + symbol)) * 4;
    store<u32>(count, load<u32>(count) + 1);
  }
  let used: u32 = 0;
  let start: u32 = 0;
  for (let length: u32 = 1; length <= LONGEST_CODE; length += 1) {
    const count = load<u32>(COUNTS + length * 4);
    store<u32>(STARTS + length * 4, start);
    start += count;
    used = (used << 1) + count;
  }
  if (used !== 1 << LONGEST_CODE) {
    if (used > 1 << LONGEST_CODE || tableBits === PRECODE_BITS || start > 1 || (start === 1 && load<u32>(COUNTS + 4) !== 1)) return false;
    for (let at: u32 = 0; at < 1 << tableBits; at += 1) store<u32>(table + at * 4, IS_ODD);
  }
  for (let symbol: u32 = 0; symbol < symbols; symbol += 1) {
    const length: u32 = load<u8>(lengths + symbol);
    if (length === 0) continue;
    const place = load<u32>(STARTS + length * 4);
    store<u16>(SORTED + place * 2, symbol);
    store<u32>(STARTS + length * 4, place + 1);
  }
  fill(table, tableBits, start, meaning, lengths);
  return true;
}

/** Walks over the codes in their order, each with its bits in reverse, as they stand in the stream. */
function fill(table: usize, tableBits: u32, symbols: u32, meaning: usize, lengths: usize): void {
  const size: u32 = 1 << tableBits;
  let code: u32 = 0;
  let prefix: u32 = 0xffffffff;
  let subStart: u32 = 0;
  let subEnd: u32 = size;
  for (let nth: u32 = 0; nth < symbols; nth += 1) {
    const symbol: u32 = load<u16>(SORTED + nth * 2);
    const length: u32 = load<u8>(lengths + symbol);
    const what = load<u32>(meaning + symbol * 4);
    if ((what & IS_LITERAL) !== 0 && length < LITLEN_BITS) {
      store<u32>(literalsEnd, (what & 0xff0000) | (code << 4) | length);
      literalsEnd += 4;
    }
    if (length <= tableBits) {
      const entry = what + ((length + 2) << 8) + length;
      for (let at = code; at < size; at += 1 << length) store<u32>(table + at * 4, entry);
    } else {
      if ((code & (size - 1)) !== prefix) {
        prefix = code & (size - 1);
        subStart = subEnd;
        const subBits = subtableBits(length, tableBits);
        subEnd = subStart + (1 << subBits);
        store<u32>(table + prefix * 4, IS_ODD | IS_SUBTABLE | (subStart << 16) | (subBits << 8) | tableBits);
      }
      const rest = length - tableBits;
      const entry = what + ((rest + 2) << 8) + rest;
      for (let at = subStart + (code >>> tableBits); at < subEnd; at += 1 << rest) store<u32>(table + at * 4, entry);
    }
    const count = COUNTS + length * 4;
    store<u32>(count, load<u32>(count) - 1);
    const ones: u32 = (1 << length) - 1;
    if (code === ones) return;
    const bit: u32 = 1 << (31 - clz<u32>(code ^ ones));
    code = (code & (bit - 1)) | bit;
  }
}

/** Bits of the index of a subtable whose first code has this length; `COUNTS` holds what is still to come. */
function subtableBits(length: u32, tableBits: u32): u32 {
  let own = length - tableBits;
  let used = load<u32>(COUNTS + length * 4);
  while (used < 1 << own && tableBits + own < LONGEST_CODE) {
    own += 1;
    used = (used << 1) + load<u32>(COUNTS + (tableBits + own) * 4);
  }
  return own;
}

function litlenTable(symbols: u32): bool {
  literalsEnd = LITERALS;
  if (!build(LITLEN, LITLEN_BITS, LENGTHS, symbols, LITLEN_MEANING)) return false;
  if (streamEnd - input >= WORTH_PAIRS) pairLiterals();
  return true;
}

/** Puts two literals into one entry wherever their codes fit into an index together. */
function pairLiterals(): void {
  const size: u32 = 4 << LITLEN_BITS;
  let shortEnd = literalsEnd;
  for (let at = LITERALS; at < literalsEnd; at += 4) {
    const first = load<u32>(at);
    const length = first & 15;
    const code = (first & 0xfff0) >>> 2;
    while (shortEnd > LITERALS && length + (load<u32>(shortEnd - 4) & 15) > LITLEN_BITS) shortEnd -= 4;
    for (let next = LITERALS; next < shortEnd; next += 4) {
      const second = load<u32>(next);
      const both = length + (second & 15);
      const entry = ((second & 0xff0000) << 8) | (first & 0xff0000) | IS_LITERAL | IS_PAIR | both;
      for (let place = code | (((second & 0xfff0) >>> 2) << length); place < size; place += 4 << both) store<u32>(place, entry, LITLEN);
    }
  }
}

/**
 * One block of coded symbols. Returns where the output ends, or 0. After a refill 54 bits are good: enough for two literals' entries and a
 * length or an offset, and to look the next entry up before the refill that it needs not wait for.
 */
function block(end: usize, start: usize, given: usize, most: usize): usize {
  const litlenMask: u32 = (4 << LITLEN_BITS) - 4;
  const offsetMask: u32 = (4 << OFFSET_BITS) - 4;
  let at = input - (left >>> 3);
  let have = bits << 2;
  let count: u32 = (left & 7) + 2;
  let place = given;
  have |= load<u64>(at) << count;
  at += ((count >>> 3) & 7) ^ 7;
  count |= 56;
  let entry = load<u32>(<u32>have & litlenMask, LITLEN);
  for (;;) {
    if (place > most) return 0;
    have |= load<u64>(at) << count;
    at += ((count >>> 3) & 7) ^ 7;
    count |= 56;
    let before = have;
    have >>>= entry;
    count -= entry;
    if ((entry & IS_LITERAL) !== 0) {
      store<u16>(place, entry >>> 16);
      place += 1 + ((entry >>> 14) & 1);
      entry = load<u32>(<u32>have & litlenMask, LITLEN);
      before = have;
      have >>>= entry;
      count -= entry;
      if ((entry & IS_LITERAL) !== 0) {
        store<u16>(place, entry >>> 16);
        place += 1 + ((entry >>> 14) & 1);
        entry = load<u32>(<u32>have & litlenMask, LITLEN);
        continue;
      }
    }
    if ((entry & IS_ODD) !== 0) {
      if ((entry & IS_SUBTABLE) !== 0) {
        entry = load<u32>(((entry >>> 16) << 2) + (<u32>have & ((4 << (entry >>> 8)) - 4)), LITLEN);
        before = have;
        have >>>= entry;
        count -= entry;
        if ((entry & IS_LITERAL) !== 0) {
          store<u8>(place, entry >>> 16);
          place += 1;
          entry = load<u32>(<u32>have & litlenMask, LITLEN);
          continue;
        }
      }
      if ((entry & IS_ODD) !== 0) {
        if ((entry & IS_END) === 0) return 0;
        break;
      }
    }
    const length: u32 = (entry >>> 16) + <u32>((before & ((<u64>4 << entry) - 1)) >>> (entry >>> 8));
    entry = load<u32>(<u32>have & offsetMask, OFFSETS);
    have |= load<u64>(at) << count;
    at += ((count >>> 3) & 7) ^ 7;
    count |= 56;
    before = have;
    have >>>= entry;
    count -= entry;
    if ((entry & IS_ODD) !== 0) {
      if ((entry & IS_SUBTABLE) === 0) return 0;
      entry = load<u32>(((entry >>> 16) << 2) + (<u32>have & ((4 << (entry >>> 8)) - 4)), OFFSETS);
      before = have;
      have >>>= entry;
      count -= entry;
      if ((entry & IS_ODD) !== 0) return 0;
    }
    const offset: usize = (entry >>> 16) + <u32>((before & ((<u64>4 << entry) - 1)) >>> (entry >>> 8));
    entry = load<u32>(<u32>have & litlenMask, LITLEN);
    if (offset > place - start) return 0;
    const stop = place + length;
    let source = place - offset;
    if (offset >= 16) {
      // Four of five repeats in logs are no longer; where a loop of them ends the processor would guess wrongly.
      v128.store(place, v128.load(source));
      v128.store(place, v128.load(source, 16), 16);
      v128.store(place, v128.load(source, 32), 32);
      v128.store(place, v128.load(source, 48), 48);
      for (let to = place + 64; to < stop; to += 64) {
        source += 64;
        v128.store(to, v128.load(source));
        v128.store(to, v128.load(source, 16), 16);
        v128.store(to, v128.load(source, 32), 32);
        v128.store(to, v128.load(source, 48), 48);
      }
    } else {
      const run = i8x16.swizzle(v128.load(source), v128.load(offset << 4, REPEATS));
      const step = 16 - (16 % <u32>offset);
      for (let to = place; to < stop; to += step) v128.store(to, run);
    }
    place = stop;
  }
  if (place > most || at > end + 8) return 0;
  input = at;
  bits = have >>> 2;
  left = (count & 63) - 2;
  return place;
}
