import { type Names, type ScanKernel, type Scanned, type ScannedCut, LEFT } from "./kernel-contract.ts";

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

/**
 * Where among all words those about one file are. Of each piece there are `HEAD` words, and three for each record that was kept;
 * behind the pieces come the hashes of the names in identities.
 */
export interface FoundWords {
  readonly at: number;
  /** Null where names may be missing. */
  readonly namesAt: number | null;
  readonly end: number;
}

const HEAD = 8;

/** Words about one file after the other, which one thread hands to another as they are. */
export interface SearchedWriter {
  readonly begin: () => void;
  readonly add: (from: number, end: number, separator: number, ordinal: number, scanned: Scanned) => void;
  readonly finish: (names: Names | null) => FoundWords;
  /** All words so far. What is written later may not be in them. */
  readonly words: () => Uint32Array;
  /** Forgets all files; their words may be overwritten. */
  readonly clear: () => void;
}

const FIRST_WORDS = 4096;

export function createSearchedWriter(): SearchedWriter {
  let words = new Uint32Array(FIRST_WORDS);
  let begun = 0;
  let end = 0;
  const reserve = (count: number): void => {
    if (end + count <= words.length) return;
    const more = new Uint32Array(Math.max(2 * words.length, end + count));
    more.set(words.subarray(0, end));
    words = more;
  };
  const write = (word: number): void => {
    words[end] = word;
    end += 1;
  };
  return {
    begin: () => {
      begun = end;
    },
    add: (from, stop, separator, ordinal, { kept, noise, next, isFull, cut }) => {
      reserve(HEAD + 3 * kept);
      for (const word of [from, stop, separator, ordinal, kept, noise, next, isFull ? 1 : 0]) write(word);
      for (let nth = 0; nth < kept; nth += 1) writeCut(cut(nth), write);
    },
    finish: (names) => {
      const namesAt = end;
      reserve(names?.length ?? 0);
      for (let nth = 0; nth < (names?.length ?? 0); nth += 1) write(names?.[nth] ?? 0);
      return { at: begun, namesAt: names === null ? null : namesAt, end };
    },
    words: () => words.subarray(0, end),
    clear: () => {
      end = 0;
    },
  };
}

/** What `kernel`, or another one for the same, found in one file. */
export function openSearched(words: Uint32Array, { at: first, namesAt, end }: FoundWords, kernel: ScanKernel): Searched {
  let at = first;
  const word = (nth: number): number => words[at + nth] ?? 0;
  return {
    kernel,
    piece: (from, separator, ordinal) => {
      if (at >= (namesAt ?? end) || word(0) !== from || word(2) !== separator || word(3) !== ordinal) return null;
      // From here on the names count for the file, those of pieces that nobody will ask for too.
      if (at === first) kernel.addNames(namesAt === null ? null : words.subarray(namesAt, end));
      const [stop, kept, noise, next, isFull] = [word(1), word(4), word(5), word(6), word(7) === 1];
      const cuts = at + HEAD;
      at = cuts + kept * 3;
      return { end: stop, kept, noise, next, isFull, cut: (nth) => cutAt(words, cuts + nth * 3) };
    },
  };
}

function writeCut({ start, end, ordinal, isNoise, left }: ScannedCut, write: (word: number) => void): void {
  write(start);
  write(end);
  write(ordinal * 8 + left * 2 + (isNoise ? 1 : 0));
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
