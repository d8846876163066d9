import type { SecondLook } from "../contract.ts";
import type { QuickWay } from "../walk.ts";

/**
 * Which names stood in the identities of which file: a Bloom filter a file, so that a second look can
 * leave out files that cannot hold what it is for. It never leaves out too many.
 */
export interface SeenNames {
  /** Notes the names that the quick way saw since the last call. `isWhole`: all records of the file went through it. */
  readonly note: (file: string, quick: readonly QuickWay[], isWhole: boolean) => void;
  readonly mayHold: (file: string, look: SecondLook) => boolean;
}

/** For all files together; those beyond it are always read again. */
const MOST_BYTES = 32 * 1024 * 1024;
const BITS_A_NAME = 10;
const PROBES = 4;

interface Noted {
  readonly bits: Uint8Array;
  readonly shows: readonly ((id: string) => boolean)[];
}

export function createSeenNames(mostBytes: number = MOST_BYTES): SeenNames {
  const byFile = new Map<string, Noted>();
  let size = 0;
  return {
    note: (file, quick, isWhole) => {
      // Taken whatever comes of it, so that the next file begins with none.
      const taken: { readonly names: Uint32Array | null; readonly shows: ((id: string) => boolean) | null }[] = [];
      for (const { source, made } of quick) {
        const filters = made();
        if (filters === null) continue;
        const names = filters.kernel?.takeNames() ?? null;
        if (names === null || names.length > 0) taken.push({ names, shows: source.bytes.identity?.shows ?? null });
      }
      const sure = taken.flatMap(({ names, shows }) => (names === null || shows === null ? [] : [{ names, shows }]));
      if (!isWhole || taken.length === 0 || sure.length < taken.length || size > mostBytes) return;
      const bits = bloomOf(sure.map(({ names }) => names));
      size += bits.length + OVERHEAD;
      byFile.set(file, { bits, shows: sure.map(({ shows }) => shows) });
    },
    mayHold: (file, look) => {
      const noted = byFile.get(file);
      if (noted === undefined) return true;
      return hashedIds(look).some(
        ({ id, hashes }) => !noted.shows.every((shows) => shows(id)) || hashes.some((hash) => has(noted.bits, hash)),
      );
    },
  };
}

/** Bytes that a file's entry takes besides its bits. */
const OVERHEAD = 200;

function bloomOf(lists: readonly Uint32Array[]): Uint8Array {
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  const bits = new Uint8Array(Math.ceil((count * BITS_A_NAME) / 8) + 1);
  const size = bits.length * 8;
  for (const list of lists) {
    for (const name of list) {
      for (let k = 0; k < PROBES; k += 1) {
        const bit = probe(name, k, size);
        bits[bit >> 3] = bits[bit >> 3]! | (1 << (bit & 7)); // below size
      }
    }
  }
  return bits;
}

function has(bits: Uint8Array, name: number): boolean {
  for (let k = 0; k < PROBES; k += 1) {
    const bit = probe(name, k, bits.length * 8);
    if ((bits[bit >> 3]! & (1 << (bit & 7))) === 0) return false; // below size
  }
  return true;
}

function probe(name: number, nth: number, size: number): number {
  const step = (Math.imul(name ^ (name >>> 16), 0x45d9f3b) >>> 0) | 1;
  return ((name + nth * step) >>> 0) % size;
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

/** What kernel/scan.ts remembers of a value that gives an id: its name together with the account before it, or alone. */
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
