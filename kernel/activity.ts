/*
 * Reads what a row of run-as activity needs out of one record, without building it. Whatever is not
 * plain (an escape, a letter outside ASCII where it matters, a key written twice, a key that nobody
 * expects, a number where a text belongs) is a doubt, and the record goes to the parser. The walk
 * accepts nothing that JSON.parse would refuse.
 *
 * Texts are told apart by their bytes and given small numbers, and the numbers of one record make two
 * groups (who acts, what is called) with a number each. The host is asked once about each new text.
 */

/** Asks the host for the number of a text that was not seen before; DOUBT sends the record to the parser. */
@external("host", "learn")
declare function learn(slot: u32, at: usize, length: u32): u32;

// Memory, in the host's hands too: activity-kernel.ts has the same numbers.
const PATHS: usize = 2473984; // keys that matter: hash, place of the name, its length and parent, what its value is for
const SLOTS: usize = 2482176; // of the record in hand: where each text is, and its length
const SLOT_LIST: usize = 2482432; // group, place in the group, whether the record must have it
const STACK: usize = 2482688; // open brackets: node or list, serial number
const TUPLE: usize = 2489344; // group of the record in hand, as an entry of TUPLES
const KEYSET: usize = 2490368; // keys of the record in hand: hash, epoch
const LEAVES: usize = 2498560; // texts: hash, place, length, number
const LEAF_TEXTS: usize = 3547136; // their bytes
const TUPLES: usize = 7741440; // groups of one record: hash, number and group, numbers of texts
const TUPLE_LIST: usize = 10362880; // the entry of each number
const ACTS: usize = 10493952; // what was read: start, end, ordinal, groups, seconds, event id

const PATH_SLOTS: u32 = 256;
const KEY_SLOTS: u32 = 1024;
const MOST_KEYS: u32 = 400;
const LEAF_SLOTS: u32 = 65536;
const MOST_LEAVES: u32 = 32768;
const LEAF_BYTES: usize = 4194304;
const TUPLE_SLOTS: u32 = 32768;
const MOST_TUPLES: u32 = 16384;
const TUPLE_BYTES: usize = 80;
const MOST_ACTS: u32 = 8192;
const MOST_DEPTH: u32 = 48;
const MOST_PROBES: u32 = 64;
const LONGEST_TEXT: u32 = 2048;

const ABSENT: u32 = 0xffffffff;
const DOUBT: u32 = 0xffffff;
const LIST: u32 = 255;
const NOWHERE: u32 = 254;

// What a value is for: high byte says how, low byte which.
const SKIP: u32 = 0;
const TEXT: u32 = 0x100; // number of a slot
const OBJECT: u32 = 0x200; // number of a node
const NO_TEXT: u32 = 0x300; // anything but a text
const FORBIDDEN: u32 = 0x400;

const TIME: u32 = 0;
const ID: u32 = 1;

export let acts: u32 = 0;
/** Tables are full: the host lets them be forgotten before the next piece. */
export let full: bool = false;

let slots: u32 = 0;
let epoch: u32 = 0;
let keys: u32 = 0;
let serial: u32 = 0;
let leaves: u32 = 0;
let leafEnd: usize = LEAF_TEXTS;
let tuples: u32 = 0;
let valueEnd: usize = 0;
let keyFor: u32 = 0;

/** Says how many slots there are; none, and nothing is read. */
export function useSlots(count: u32): void {
  slots = count;
}

export function forgetTexts(): void {
  memory.fill(LEAVES, 0, LEAF_SLOTS * 16);
  memory.fill(TUPLES, 0, <usize>TUPLE_SLOTS * TUPLE_BYTES);
  leaves = 0;
  leafEnd = LEAF_TEXTS;
  tuples = 0;
  full = false;
}

export function beginActs(): void {
  acts = 0;
}

/** Reads one record that was told apart before. */
export function readAlone(start: usize, end: usize, ordinal: u32): bool {
  acts = 0;
  return readActivity(start, end, ordinal);
}

/** When the last record was written that `readCall` read, in seconds since 1970. */
export let calledAt: u32 = 0;

/** Reads only when a record was written and what was called: the number of that group, or DOUBT if it has to be parsed. */
export function readCall(start: usize, end: usize): u32 {
  if (slots === 0 || full || !walk(start, end)) return DOUBT;
  calledAt = secondsOf(TIME);
  const idLength = load<u32>(SLOTS + 8 * ID, 4);
  return calledAt === 0 || idLength === ABSENT || idLength === 0 ? DOUBT : groupOf(2);
}

/** Reads the record at [start, end); false if it has to be parsed. */
export function readActivity(start: usize, end: usize, ordinal: u32): bool {
  if (slots === 0 || full || acts >= MOST_ACTS || !walk(start, end)) return false;
  const seconds = secondsOf(TIME);
  const idLength = load<u32>(SLOTS + 8 * ID, 4);
  if (seconds === 0 || idLength === ABSENT || idLength === 0 || idLength > 128) return false;
  const actor = groupOf(1);
  const call = actor === DOUBT ? DOUBT : groupOf(2);
  if (call === DOUBT) return false;
  const act = ACTS + (<usize>acts) * 32;
  store<u32>(act, start);
  store<u32>(act, end, 4);
  store<u32>(act, ordinal, 8);
  store<u32>(act, actor, 12);
  store<u32>(act, call, 16);
  store<u32>(act, seconds, 20);
  store<u32>(act, load<u32>(SLOTS + 8 * ID), 24);
  store<u32>(act, idLength, 28);
  acts += 1;
  return true;
}

/** Walks over the value, which must be one JSON object that ends at `end`, and fills the slots. */
function walk(start: usize, end: usize): bool {
  for (let slot: u32 = 0; slot < slots; slot += 1) store<u32>(SLOTS + (<usize>slot) * 8, ABSENT, 4);
  epoch += 1;
  keys = 0;
  serial = 0;
  let depth: u32 = 0;
  let at = start;
  let purpose: u32 = OBJECT;
  while (at < end) {
    at = skipBlank(at);
    if (at >= end) return false;
    const byte: u32 = load<u8>(at);
    const how = purpose & 0xff00;
    if (how === FORBIDDEN) return false;
    if (byte === 123 || byte === 91) {
      if (how === TEXT || (how === OBJECT && byte === 91) || depth >= MOST_DEPTH) return false;
      serial += 1;
      store<u32>(STACK + (<usize>depth) * 8, byte === 91 ? LIST : how === OBJECT ? purpose & 255 : NOWHERE);
      store<u32>(STACK + (<usize>depth) * 8, serial, 4);
      depth += 1;
      at = skipBlank(at + 1);
      if (load<u8>(at) !== byte + 2) {
        if (byte === 91) purpose = SKIP;
        else {
          at = readKey(at, end, depth);
          if (at === 0) return false;
          purpose = keyFor;
        }
        continue;
      }
      depth -= 1;
      at += 1;
    } else if (byte === 34) {
      if (how === OBJECT || how === NO_TEXT) return false;
      if (how === TEXT) {
        const stop = plainEnd(at + 1, end);
        if (stop === 0) return false;
        store<u32>(SLOTS + (<usize>(purpose & 255)) * 8, <u32>(at + 1));
        store<u32>(SLOTS + (<usize>(purpose & 255)) * 8, <u32>(stop - at - 1), 4);
        at = stop + 1;
      } else {
        at = textEnd(at + 1, end);
        if (at === 0) return false;
      }
    } else {
      // A text that is null reads as absent; what else is no text is for the parser.
      if ((how === TEXT || how === OBJECT) && byte !== 110) return false;
      at = scalarEnd(at, byte);
      if (at === 0) return false;
    }
    // After a value: what comes next in the innermost bracket.
    for (;;) {
      if (depth === 0) return at === end; // the whole of it
      at = skipBlank(at);
      if (at >= end) return false;
      const mark: u32 = load<u8>(at);
      const isList = load<u32>(STACK + (<usize>(depth - 1)) * 8) === LIST;
      at += 1;
      if (mark === 44) {
        if (isList) purpose = SKIP;
        else {
          at = readKey(skipBlank(at), end, depth);
          if (at === 0) return false;
          purpose = keyFor;
        }
        break;
      }
      if (mark !== <u32>(isList ? 93 : 125)) return false;
      depth -= 1;
    }
  }
  return false;
}

/** Reads a key with its colon, and sets what its value is for. Returns where the value begins, or 0. */
function readKey(at: usize, end: usize, depth: u32): usize {
  if (load<u8>(at) !== 34) return 0;
  const stop = plainEnd(at + 1, end);
  if (stop === 0) return 0;
  const length = <u32>(stop - at - 1);
  const hash = hashOf(at + 1, length);
  const bracket = STACK + (<usize>(depth - 1)) * 8;
  keys += 1;
  if (keys > MOST_KEYS || !isFirst(hash ^ (load<u32>(bracket, 4) * 0x9e3779b1))) return 0;
  keyFor = purposeOf(load<u32>(bracket), hash, at + 1, length);
  const colon = skipBlank(stop + 1);
  return load<u8>(colon) === 58 ? colon + 1 : 0;
}

/** Whether no key of the record in hand had this hash; two keys in one object with one hash may be the same. */
function isFirst(hash: u32): bool {
  let slot = (hash ^ (hash >>> 15)) & (KEY_SLOTS - 1);
  let entry = KEYSET + (<usize>slot) * 8;
  while (load<u32>(entry, 4) === epoch) {
    if (load<u32>(entry) === hash) return false;
    slot = (slot + 1) & (KEY_SLOTS - 1);
    entry = KEYSET + (<usize>slot) * 8;
  }
  store<u32>(entry, hash);
  store<u32>(entry, epoch, 4);
  return true;
}

/** What the value of a key is for. Of the outermost object every key must be known. */
function purposeOf(node: u32, hash: u32, at: usize, length: u32): u32 {
  if (node === NOWHERE) return SKIP;
  let slot = (hash + node) & (PATH_SLOTS - 1);
  let entry = PATHS + (<usize>slot) * 16;
  while (load<u32>(entry, 4) !== 0) {
    const isFor = load<u32>(entry) === hash && load<u32>(entry, 8) === ((length << 8) | node);
    if (isFor && isSame(at, load<u32>(entry, 4), length)) return load<u32>(entry, 12);
    slot = (slot + 1) & (PATH_SLOTS - 1);
    entry = PATHS + (<usize>slot) * 16;
  }
  return node === 0 ? FORBIDDEN : SKIP;
}

function skipBlank(from: usize): usize {
  let at = from;
  while (isBlank(load<u8>(at))) at += 1;
  return at;
}

function isBlank(byte: u32): bool {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

/** The closing quote of a text of printable ASCII without escapes, or 0. */
function plainEnd(from: usize, end: usize): usize {
  for (let at = from; at < end; at += 16) {
    const bytes = v128.load(at);
    const quotes = i8x16.eq(bytes, i8x16.splat(34));
    // As signed numbers, bytes beyond ASCII are below the blank too.
    const odd = v128.or(i8x16.lt_s(bytes, i8x16.splat(32)), i8x16.eq(bytes, i8x16.splat(92)));
    const found: u32 = i8x16.bitmask(v128.or(quotes, odd));
    if (found === 0) continue;
    const stop = at + ctz(found);
    return stop < end && load<u8>(stop) === 34 ? stop : 0;
  }
  return 0;
}

/** The place behind a text with any escapes that JSON allows, or 0. */
function textEnd(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    const bytes = v128.load(at);
    const odd = v128.or(i8x16.lt_u(bytes, i8x16.splat(32)), i8x16.eq(bytes, i8x16.splat(92)));
    const found: u32 = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(34)), odd));
    if (found === 0) {
      at += 16;
      continue;
    }
    at += ctz(found);
    const byte: u32 = load<u8>(at);
    if (at >= end) return 0;
    if (byte === 34) return at + 1;
    if (byte !== 92 || !isEscape(load<u8>(at, 1))) return 0;
    at += 2;
  }
  return 0;
}

/** Escapes of two characters; `\u` never comes here, because such records are parsed. */
function isEscape(byte: u32): bool {
  return byte === 34 || byte === 92 || byte === 47 || byte === 98 || byte === 102 || byte === 110 || byte === 114 || byte === 116;
}

/** The place behind `true`, `false`, `null` or a number, or 0. */
function scalarEnd(at: usize, byte: u32): usize {
  if (byte === 110) return load<u32>(at) === 0x6c6c756e ? at + 4 : 0;
  if (byte === 116) return load<u32>(at) === 0x65757274 ? at + 4 : 0;
  if (byte === 102) return load<u32>(at, 1) === 0x65736c61 ? at + 5 : 0;
  // Numbers of vendors are whole or plain decimals; others are for the parser.
  let place = byte === 45 ? at + 1 : at;
  if (!isDigit(load<u8>(place))) return 0;
  if (load<u8>(place) === 48) place += 1;
  else while (isDigit(load<u8>(place))) place += 1;
  if (load<u8>(place) === 46) {
    if (!isDigit(load<u8>(place, 1))) return 0;
    place += 1;
    while (isDigit(load<u8>(place))) place += 1;
  }
  return place;
}

function isDigit(byte: u32): bool {
  return byte >= 48 && byte <= 57;
}

/** Seconds since 1970 of a text like `2026-10-01T09:00:00Z`, or 0. */
function secondsOf(slot: u32): u32 {
  const at = <usize>load<u32>(SLOTS + (<usize>slot) * 8);
  if (load<u32>(SLOTS + (<usize>slot) * 8, 4) !== 20) return 0;
  if (load<u8>(at, 4) !== 45 || load<u8>(at, 7) !== 45 || load<u8>(at, 10) !== 84) return 0;
  if (load<u8>(at, 13) !== 58 || load<u8>(at, 16) !== 58 || load<u8>(at, 19) !== 90) return 0;
  const century = twoDigits(at);
  const rest = twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  const hour = twoDigits(at + 11);
  const minute = twoDigits(at + 14);
  const second = twoDigits(at + 17);
  if (century !== 20 || rest < 7 || rest > 99 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return 0;
  const long = month === 1 || month === 3 || month === 5 || month === 7 || month === 8 || month === 10 || month === 12;
  if (day > (month === 2 ? (rest % 4 === 0 ? 29 : 28) : long ? 31 : 30)) return 0;
  // Days since the first of March of the year 2000, from where leap days come last.
  const year: i32 = rest - (month <= 2 ? 1 : 0);
  const moved: i32 = month <= 2 ? month + 9 : month - 3;
  const days: i32 = year * 365 + year / 4 + (153 * moved + 2) / 5 + day - 1 + 11017;
  return <u32>days * 86400 + <u32>hour * 3600 + <u32>minute * 60 + <u32>second;
}

function twoDigits(at: usize): i32 {
  const tens: i32 = <i32>load<u8>(at) - 48;
  const ones: i32 = <i32>load<u8>(at, 1) - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 1000 : tens * 10 + ones;
}

/** The number of one group of the record's texts, or DOUBT. */
function groupOf(group: u32): u32 {
  if (tuples >= MOST_TUPLES) {
    full = true;
    return DOUBT;
  }
  memory.fill(TUPLE, 0, TUPLE_BYTES);
  let hash: u32 = group;
  for (let slot: u32 = 0; slot < slots; slot += 1) {
    const about = load<u32>(SLOT_LIST + (<usize>slot) * 4);
    if ((about & 255) !== group) continue;
    const number = numberOf(slot, about >>> 16 !== 0);
    if (number === DOUBT) return DOUBT;
    store<u32>(TUPLE + 8 + (<usize>((about >>> 8) & 255)) * 4, number);
    hash = (hash ^ number) * 0x9e3779b1;
    hash ^= hash >>> 15;
  }
  let slot = hash & (TUPLE_SLOTS - 1);
  for (let probes: u32 = 0; probes < MOST_PROBES; probes += 1) {
    const entry = TUPLES + (<usize>slot) * TUPLE_BYTES;
    const known = load<u32>(entry, 4);
    if (known === 0) {
      tuples += 1;
      memory.copy(entry + 8, TUPLE + 8, TUPLE_BYTES - 8);
      store<u32>(entry, hash);
      store<u32>(entry, (tuples << 8) | group, 4);
      store<u32>(TUPLE_LIST + (<usize>tuples) * 4, <u32>entry);
      return tuples;
    }
    if (load<u32>(entry) === hash && (known & 255) === group && isSame(entry + 8, TUPLE + 8, <u32>TUPLE_BYTES - 8)) return known >>> 8;
    slot = (slot + 1) & (TUPLE_SLOTS - 1);
  }
  return DOUBT;
}

function numberOf(slot: u32, isRequired: bool): u32 {
  const length = load<u32>(SLOTS + (<usize>slot) * 8, 4);
  if (length === ABSENT) return isRequired ? DOUBT : 0;
  if (length > LONGEST_TEXT) return DOUBT;
  const at = <usize>load<u32>(SLOTS + (<usize>slot) * 8);
  const hash = hashOf(at, length) + slot * 0x85ebca6b;
  let place = hash & (LEAF_SLOTS - 1);
  for (let probes: u32 = 0; probes < MOST_PROBES; probes += 1) {
    const entry = LEAVES + (<usize>place) * 16;
    const about = load<u32>(entry, 8);
    if (about === 0) return learnText(entry, hash, slot, at, length);
    if (load<u32>(entry) === hash && about === (((length + 1) << 8) | slot) && isSame(at, load<u32>(entry, 4), length)) return load<u32>(entry, 12);
    place = (place + 1) & (LEAF_SLOTS - 1);
  }
  return DOUBT;
}

function learnText(entry: usize, hash: u32, slot: u32, at: usize, length: u32): u32 {
  if (leaves >= MOST_LEAVES || leafEnd + length + 16 > LEAF_TEXTS + LEAF_BYTES) {
    full = true;
    return DOUBT;
  }
  const number = learn(slot, at, length);
  memory.copy(leafEnd, at, length);
  store<u32>(entry, hash);
  store<u32>(entry, <u32>leafEnd, 4);
  store<u32>(entry, ((length + 1) << 8) | slot, 8);
  store<u32>(entry, number, 12);
  leafEnd += length;
  leaves += 1;
  return number;
}

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
