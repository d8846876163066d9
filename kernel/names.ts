/*
 * The names in identities, as hashes: by them a second look knows which files to read again.
 */

// Memory, in the host's hands too: kernel-instance.ts has the same numbers.
const NAMES: usize = 2375680; // hashes of the names seen in identities
const NAME_LIST: usize = 2441216; // the slots that they are in

const NAME_SLOTS: u32 = 16384;
const MOST_NAMES: u32 = 12000;
const LONGEST_IDENTITY: u32 = 2048;

/** Names in identities since the last `forgetNames`; too many, or one that may be hidden, makes them useless. */
export let names: u32 = 0;
export let namesDoubtful: bool = false;
/** The last names that this record's identities gave together with an account. */
let named0: u32 = 0;
let named1: u32 = 0;
/** Up to here a value that breaks off is no value of the vendor's; behind it, one that is read again with its record. */
let given: usize = 0;

/** `end`: where the bytes end, or 0 if nothing follows them that might go on. */
export function beginNames(end: usize): void {
  given = end === 0 ? usize.MAX_VALUE : end;
}

/** Another record begins. */
export function beginNamed(): void {
  named0 = 0;
  named1 = 0;
}

/** A name may be hidden. */
export function loseNames(): void {
  namesDoubtful = true;
}

export function forgetNames(): void {
  // A file of ten records has as many names: filling the whole table would cost more than its search.
  for (let nth: u32 = 0; nth < names; nth += 1) store<u32>(NAMES + (<usize>load<u16>(NAME_LIST + (<usize>nth) * 2)) * 4, 0);
  names = 0;
  namesDoubtful = false;
}

/**
 * Remembers the parts of an identity (`arn:aws:iam::1:role/name`) that is the text value after a key: each part
 * after the last colon but the first of several (`role`), together with what stands before that colon, which is the account. The same name in many accounts
 * is the rule, and a file is mostly of one.
 */
export function readIdentity(colon: usize): void {
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
  if (stop <= given) namesDoubtful = true;
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
