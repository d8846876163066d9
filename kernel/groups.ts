/*
 * Texts of a record are told apart by their bytes and given small numbers, and the numbers of one record make two
 * groups (who acts, what is called) with a number each. The host is asked once about each new text.
 */

import { hashOf, isSame } from "./bytes";

/** Asks the host for the number of a text that was not seen before; DOUBT sends the record to the parser. */
@external("host", "learn")
declare function learn(slot: u32, at: usize, length: u32): u32;

// Memory, in the host's hands too: activity-kernel.ts has the same numbers.
export const SLOTS: usize = 2482176; // of the record in hand: where each text is, and its length
const SLOT_LIST: usize = 2482432; // group, place in the group, whether the record must have it
const TUPLE: usize = 2489344; // group of the record in hand, as an entry of TUPLES
const LEAVES: usize = 2498560; // texts: hash, place, length, number
const LEAF_TEXTS: usize = 3547136; // their bytes
const TUPLES: usize = 7741440; // groups of one record: hash, number and group, numbers of texts
const TUPLE_LIST: usize = 10362880; // the entry of each number

const LEAF_SLOTS: u32 = 65536;
const MOST_LEAVES: u32 = 32768;
const LEAF_BYTES: usize = 4194304;
const TUPLE_SLOTS: u32 = 32768;
const MOST_TUPLES: u32 = 16384;
const TUPLE_BYTES: usize = 80;
const MOST_PROBES: u32 = 64;
const LONGEST_TEXT: u32 = 2048;
/** The length of a text that the record does not have. */
export const ABSENT: u32 = 0xffffffff;
/** Instead of a number: the record has to be parsed. */
export const DOUBT: u32 = 0xffffff;

/** Tables are full: the host lets them be forgotten before the next piece. */
export let full: bool = false;
/** How many slots there are; none, and nothing is read. */
export let slots: u32 = 0;
let leaves: u32 = 0;
let leafEnd: usize = LEAF_TEXTS;
let tuples: u32 = 0;

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

/** The number of one group of the record's texts, or DOUBT. */
export function groupOf(group: u32): u32 {
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
