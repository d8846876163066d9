import type { SecondLook } from "../contract.ts";
import type { Names } from "../search/kernel-contract.ts";
import type { ReadyWay } from "../walk.ts";
import { createNameFilters } from "./name-filters.ts";

/**
 * Which names stood in the identities of which file, so that a second look can leave out files that
 * cannot hold what it is for. It never leaves out too many.
 */
export interface SeenNames {
  /**
   * Notes the names that the quick way saw since the last call, and returns where. `isWhole`: all records of the file went
   * through it. Null where names may be missing, or there are too many of all files together.
   */
  readonly note: (ready: readonly ReadyWay[], isWhole: boolean) => number | null;
  readonly mayHold: (place: number | null, look: SecondLook) => boolean;
}

/** For all files together; those beyond it are always read again. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Whether a list of names of a file would have held an id. */
type Shows = (id: string) => boolean;

export function createSeenNames(mostBytes: number = MOST_BYTES): SeenNames {
  const filters = createNameFilters();
  /** Of the files' filters; most are of one log, so they share it. */
  const shownBy: (readonly Shows[])[] = [];
  const numberOf = (shows: readonly Shows[]): number => {
    const known = shownBy.findIndex((other) => other.length === shows.length && other.every((one, nth) => one === shows[nth]));
    return known === -1 ? shownBy.push(shows) - 1 : known;
  };
  return {
    note: (ready, isWhole) => {
      const lists: Names[] = [];
      const shows: Shows[] = [];
      let areSure = true;
      // Taken whatever comes of it, so that the next file begins with none.
      for (const { source, kernel } of ready) {
        const names = kernel?.takeNames() ?? null;
        if (names?.length === 0) continue;
        const shownHere = source.bytes.identity?.shows;
        if (names === null || shownHere === undefined) areSure = false;
        else {
          lists.push(names);
          shows.push(shownHere);
        }
      }
      if (!isWhole || !areSure || lists.length === 0 || filters.bytes() > mostBytes) return null;
      return filters.add(numberOf(shows), lists);
    },
    mayHold: (place, look) => {
      if (place === null) return true;
      const shows = shownBy[filters.labelAt(place)] ?? [];
      return hashedIds(look).some(({ id, hashes }) => !shows.every((one) => one(id)) || filters.holdsAny(place, hashes));
    },
  };
}

interface HashedId {
  readonly id: string;
  readonly hashes: readonly number[];
}

const hashed = new WeakMap<SecondLook, readonly HashedId[]>();

/** Once for each look, not for each file. */
function hashedIds(look: SecondLook): readonly HashedId[] {
  const known = hashed.get(look);
  if (known !== undefined) return known;
  const ids = [...look.actors, ...look.credentials].map((id) => ({ id, hashes: hashesOf(id) }));
  hashed.set(look, ids);
  return ids;
}

/** What kernel/names.ts remembers of a value that gives an id: its name together with the account before it, or alone. */
function hashesOf(id: string): readonly number[] {
  const parts = id.split(":");
  const alone = hashOf((parts.at(-1) ?? id).split("/").at(-1) ?? id);
  const account = parts.length < 2 ? 0 : hashOf(parts.at(-2) ?? "");
  return [notZero(alone ^ ((account << 13) | (account >>> 19))), notZero(alone)];
}

/** 64 bits wide, as in the kernel, and folded. */
function hashOf(text: string): number {
  const bytes = Buffer.from(text);
  const words = Buffer.alloc(Math.ceil(bytes.length / 8) * 8);
  bytes.copy(words);
  let hash = 0x9e37_79b9_7f4a_7c15n ^ BigInt(bytes.length);
  for (let at = 0; at < words.length; at += 8) {
    const product = BigInt.asUintN(64, (hash ^ words.readBigUInt64LE(at)) * 0xff51_afd7_ed55_8ccdn);
    hash = product ^ (product >> 32n);
  }
  return notZero(Number(BigInt.asIntN(32, hash ^ (hash >> 32n))));
}

function notZero(hash: number): number {
  return hash === 0 ? 1 : hash >>> 0;
}
