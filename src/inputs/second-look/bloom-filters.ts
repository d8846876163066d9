/**
 * Bloom filters over 32-bit hashes, one behind the other in large pieces of memory: there may be one for each of a million
 * files, and an array of its own for each would take several times what it holds.
 */
export interface BloomFilters {
  /** Makes a filter for all names of the lists, labelled with a small number. Returns its place. */
  readonly add: (label: number, lists: readonly Uint32Array[]) => number;
  readonly at: (place: number) => { readonly label: number; readonly bits: Uint8Array };
  /** How much memory they take. */
  readonly bytes: () => number;
}

const BITS_A_NAME = 10;
const PROBES = 4;
const PIECE = 1024 * 1024;
/** A filter's label and length, before its bits. */
const HEAD = 8;

export function createBloomFilters(): BloomFilters {
  const pieces: { readonly begin: number; readonly bytes: Buffer }[] = [];
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
  const pieceOf = (place: number): { readonly begin: number; readonly bytes: Buffer } => pieces.findLast(({ begin }) => begin <= place)!; // the first begins at 0
  return {
    add: (label, lists) => {
      const count = lists.reduce((sum, list) => sum + list.length, 0);
      const length = Math.ceil((count * BITS_A_NAME) / 8) + 1;
      const place = reserve(HEAD + length);
      const { begin, bytes } = pieceOf(place);
      bytes.writeUInt32LE(label, place - begin);
      bytes.writeUInt32LE(length, place - begin + 4);
      const bits = bytes.subarray(place - begin + HEAD, place - begin + HEAD + length);
      for (const list of lists) for (const name of list) set(bits, name);
      return place;
    },
    at: (place) => {
      const { begin, bytes } = pieceOf(place);
      const start = place - begin + HEAD;
      return { label: bytes.readUInt32LE(start - HEAD), bits: bytes.subarray(start, start + bytes.readUInt32LE(start - 4)) };
    },
    bytes: () => end + left,
  };
}

function set(bits: Uint8Array, name: number): void {
  for (let k = 0; k < PROBES; k += 1) {
    const bit = probe(name, k, bits.length * 8);
    bits[bit >> 3] = bits[bit >> 3]! | (1 << (bit & 7)); // below the filter's size
  }
}

/** Whether a filter's bits may hold a name; never says no of one that it was made for. */
export function has(bits: Uint8Array, name: number): boolean {
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
