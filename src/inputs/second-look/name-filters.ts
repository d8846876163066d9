/**
 * Sets of 32-bit hashes, which may say yes of one that they do not hold and never no of one that they do. They lie one behind the
 * other in large pieces of memory: there may be one for each of a million files, and an array of its own for each would take
 * several times what it holds. Few hashes are kept as a list of their upper halves, which is quick to make and seldom wrong; many
 * as a Bloom filter.
 */
export interface NameFilters {
  /** Makes a filter for all names of the lists, labelled with a small number. Returns its place. */
  readonly add: (label: number, lists: readonly ArrayLike<number>[]) => number;
  readonly labelAt: (place: number) => number;
  /** Whether the filter at a place may hold any of these. */
  readonly holdsAny: (place: number, names: readonly number[]) => boolean;
  /** How much memory they take. */
  readonly bytes: () => number;
}

/** Up to so many are a list. */
const FEW = 64;
const LIST_ENTRY = 2;
const BITS_A_NAME = 10;
const PROBES = 4;
const PIECE = 1024 * 1024;
/** A filter's label, then its length with a bit for its kind, before the filter itself. */
const HEAD = 8;
const IS_LIST = 0x8000_0000;

interface Piece {
  readonly begin: number;
  readonly bytes: Buffer;
}

export function createNameFilters(): NameFilters {
  const pieces: Piece[] = [];
  /** Places count on from piece to piece, whatever a piece is long. */
  let end = 0;
  let left = 0;
  const reserve = (length: number): number => {
    if (length > left) {
      end += left;
      left = Math.max(PIECE, length);
      pieces.push({ begin: end, bytes: Buffer.alloc(left) });
    }
    const place = end;
    end += length;
    left -= length;
    return place;
  };
  const pieceOf = (place: number): Piece => pieces.findLast(({ begin }) => begin <= place)!; // the first begins at 0
  return {
    add: (label, lists) => {
      let count = 0;
      for (const list of lists) count += list.length;
      const isList = count <= FEW;
      const length = isList ? count * LIST_ENTRY : Math.ceil((count * BITS_A_NAME) / 8) + 1;
      const place = reserve(HEAD + length);
      const { begin, bytes } = pieces.at(-1)!; // the one that was reserved in
      const at = place - begin;
      bytes.writeUInt32LE(label, at);
      bytes.writeUInt32LE(length + (isList ? IS_LIST : 0), at + 4);
      if (isList) writeList(bytes, at + HEAD, lists);
      else writeBits(bytes.subarray(at + HEAD, at + HEAD + length), lists);
      return place;
    },
    labelAt: (place) => {
      const { begin, bytes } = pieceOf(place);
      return bytes.readUInt32LE(place - begin);
    },
    holdsAny: (place, names) => {
      const { begin, bytes } = pieceOf(place);
      const at = place - begin + HEAD;
      const about = bytes.readUInt32LE(at - 4);
      const filter = bytes.subarray(at, at + (about % IS_LIST));
      return names.some((name) => (about >= IS_LIST ? listHas(filter, name) : bitsHave(filter, name)));
    },
    bytes: () => end + left,
  };
}

function writeList(bytes: Buffer, from: number, lists: readonly ArrayLike<number>[]): void {
  let at = from;
  for (const list of lists) {
    for (let nth = 0; nth < list.length; nth += 1, at += LIST_ENTRY) {
      const name = list[nth]!; // nth < length
      bytes[at] = name >>> 16;
      bytes[at + 1] = name >>> 24;
    }
  }
}

function listHas(list: Uint8Array, name: number): boolean {
  const low = (name >>> 16) & 0xff;
  const high = name >>> 24;
  for (let at = 0; at < list.length; at += LIST_ENTRY) if (list[at] === low && list[at + 1] === high) return true;
  return false;
}

function writeBits(bits: Uint8Array, lists: readonly ArrayLike<number>[]): void {
  for (const list of lists) {
    for (let nth = 0; nth < list.length; nth += 1) {
      for (let k = 0; k < PROBES; k += 1) {
        const bit = probe(list[nth]!, k, bits.length * 8); // nth < length
        bits[bit >> 3] = bits[bit >> 3]! | (1 << (bit & 7)); // below the filter's size
      }
    }
  }
}

function bitsHave(bits: Uint8Array, name: number): boolean {
  for (let k = 0; k < PROBES; k += 1) {
    const bit = probe(name, k, bits.length * 8);
    if ((bits[bit >> 3]! & (1 << (bit & 7))) === 0) return false; // below the filter's size
  }
  return true;
}

function probe(name: number, nth: number, size: number): number {
  const step = (Math.imul(name ^ (name >>> 16), 0x45d9f3b) >>> 0) | 1;
  return ((name + nth * step) >>> 0) % size;
}
