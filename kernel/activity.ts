/*
 * Reads what a row of run-as activity needs out of one record, without building it. Whatever is not
 * plain (an escape, a letter outside ASCII where it matters, a key written twice, a key that nobody
 * expects, a number where a text belongs) is a doubt, and the record goes to the parser. The walk
 * accepts nothing that JSON.parse would refuse.
 */

import { ABSENT, DOUBT, full, groupOf, slots, SLOTS } from "./groups";
import { hashOf, isSame } from "./bytes";
import { plainEnd, scalarEnd, skipBlank, textEnd } from "./json";
import { secondsOf } from "./time";

// Memory, in the host's hands too: activity-kernel.ts has the same numbers.
const PATHS: usize = 2473984; // keys that matter: hash, place of the name, its length and parent, what its value is for
const STACK: usize = 2482688; // open brackets: node or list, serial number
const KEYSET: usize = 2490368; // keys of the record in hand: hash, epoch
const ACTS: usize = 10493952; // what was read: start, end, ordinal, groups, seconds, event id

const PATH_SLOTS: u32 = 256;
const KEY_SLOTS: u32 = 1024;
const MOST_KEYS: u32 = 400;
const MOST_ACTS: u32 = 8192;
const MOST_DEPTH: u32 = 48;

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

let epoch: u32 = 0;
let keys: u32 = 0;
let serial: u32 = 0;
let valueEnd: usize = 0;
let keyFor: u32 = 0;

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
  calledAt = secondsOf(load<u32>(SLOTS + 8 * TIME), load<u32>(SLOTS + 8 * TIME, 4));
  const idLength = load<u32>(SLOTS + 8 * ID, 4);
  return calledAt === 0 || idLength === ABSENT || idLength === 0 ? DOUBT : groupOf(2);
}

/** Reads the record at [start, end); false if it has to be parsed. */
export function readActivity(start: usize, end: usize, ordinal: u32): bool {
  if (slots === 0 || full || acts >= MOST_ACTS || !walk(start, end)) return false;
  const seconds = secondsOf(load<u32>(SLOTS + 8 * TIME), load<u32>(SLOTS + 8 * TIME, 4));
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
