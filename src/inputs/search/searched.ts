import { type ScanKernel, type Scanned, type ScannedCut, LEFT } from "./scan-kernel.ts";

/** A piece of a file in which records were searched for before anybody asked. Positions are in the file's bytes. */
export interface SearchedPiece extends Pick<Scanned, "kept" | "noise" | "next" | "isFull" | "cut"> {
  readonly end: number;
}

/** What a search found in a whole file. Each piece is given once, in order. */
export interface Searched {
  readonly kernel: ScanKernel;
  /** The piece that begins with this record, if there is one that was searched in the same way. */
  readonly piece: (from: number, separator: number, ordinal: number) => SearchedPiece | null;
}

/*
 * In words, which one thread hands to another as they are: how many names were seen in identities, the names, and then the
 * pieces: `HEAD` words about each, and three for each record that was kept.
 */
const HEAD = 8;
const NAMES_DOUBTFUL = 0xffff_ffff;

/** Gathers the words of one file. */
export interface PieceWriter {
  readonly add: (from: number, end: number, separator: number, ordinal: number, scanned: Scanned) => void;
  /** Whether any record was kept for more than a sample. */
  readonly isWanted: () => boolean;
  readonly finish: (names: Uint32Array | null) => Uint32Array;
}

export function createPieceWriter(): PieceWriter {
  const words: number[] = [];
  let isWanted = false;
  return {
    isWanted: () => isWanted,
    add: (from, end, separator, ordinal, { kept, noise, next, isFull, cut }) => {
      words.push(from, end, separator, ordinal, kept, noise, next, isFull ? 1 : 0);
      for (let nth = 0; nth < kept; nth += 1) {
        const { start, end: stop, ordinal: at, isNoise, left } = cut(nth);
        words.push(start, stop, at * 8 + left * 2 + (isNoise ? 1 : 0));
        isWanted ||= !isNoise;
      }
    },
    finish: (names) => {
      const all = new Uint32Array(1 + (names?.length ?? 0) + words.length);
      all[0] = names === null ? NAMES_DOUBTFUL : names.length;
      if (names !== null) all.set(names, 1);
      all.set(words, 1 + (names?.length ?? 0));
      return all;
    },
  };
}

/** What `kernel`, or another one for the same, found; `words` as a `PieceWriter` wrote them. */
export function openSearched(words: Uint32Array, kernel: ScanKernel): Searched {
  const count = words[0] ?? 0;
  const first = count === NAMES_DOUBTFUL ? 1 : 1 + count;
  let at = first;
  return {
    kernel,
    piece: (from, separator, ordinal) => {
      const [begin, end = 0, between, number, kept = 0, noise = 0, next = 0, isFull] = words.subarray(at, at + HEAD);
      if (begin !== from || between !== separator || number !== ordinal) return null;
      // From here on the names count for the file, those of pieces that nobody will ask for too.
      if (at === first) kernel.addNames(count === NAMES_DOUBTFUL ? null : words.subarray(1, first));
      const cuts = at + HEAD;
      at = cuts + kept * 3;
      return { end, kept, noise, next, isFull: isFull === 1, cut: (nth) => cutAt(words, cuts + nth * 3) };
    },
  };
}

function cutAt(words: Uint32Array, at: number): ScannedCut {
  const about = words[at + 2] ?? 0;
  return {
    start: words[at] ?? 0,
    end: words[at + 1] ?? 0,
    ordinal: Math.floor(about / 8),
    isNoise: about % 2 === 1,
    left: (about >>> 1) & (LEFT.activity | LEFT.judging),
  };
}
