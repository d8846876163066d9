import type { Fact, RawPointer } from "../facts/fact.ts";
import { fileText } from "./file-numbers.ts";

/**
 * Tells copies of facts that would lose against the one that was added before: each would be a row of a kilobyte and more
 * until copies collapse. Takes 24 bytes a place, for of a fact only its id and its raw pointer count.
 */
export interface KnownCopies {
  /** Whether a fact of the same id with a smaller raw pointer was added before; remembers it otherwise. Once the table is full, facts that it does not hold stay new. */
  readonly isCopy: (fact: Pick<Fact, "factId" | "raw">) => boolean;
  readonly forget: () => void;
}

const FIRST_PLACES = 1 << 12;
/** 24 MB of table, for three quarters of a million facts. */
const MOST_PLACES = 1 << 20;
/** Words a place: 80 bits of an id, and the number of the file and one; 0 is a free place. */
const WIDTH = 4;
const FILE = 3;
const ID = /^f_[\da-f]{20}$/;

type File = Pick<RawPointer, "file" | "sha256">;

export function createKnownCopies(mostPlaces: number = MOST_PLACES): KnownCopies {
  let words = new Uint32Array(FIRST_PLACES * WIDTH);
  let offsets = new Float64Array(FIRST_PLACES);
  let used = 0;
  let files: File[] = [];

  /** Place of the id, or the free one where it belongs. */
  const placeOf = (a: number, b: number, c: number): number => {
    const mask = offsets.length - 1;
    let place = a & mask;
    for (;;) {
      const at = place * WIDTH;
      if (words[at + FILE] === 0 || (words[at] === a && words[at + 1] === b && words[at + 2] === c)) return place;
      place = (place + 1) & mask;
    }
  };
  const grow = (): void => {
    const [oldWords, oldOffsets] = [words, offsets];
    words = new Uint32Array(oldWords.length * 2);
    offsets = new Float64Array(oldOffsets.length * 2);
    for (let from = 0; from < oldOffsets.length; from += 1) {
      const row = oldWords.subarray(from * WIDTH, (from + 1) * WIDTH);
      if (row[FILE] === 0) continue;
      const place = placeOf(row[0]!, row[1]!, row[2]!); // of the row's width
      words.set(row, place * WIDTH);
      offsets[place] = oldOffsets[from]!; // below its length
    }
  };
  /** Facts come file by file, so a look at the last one finds it. */
  const numberOf = ({ file, sha256 }: RawPointer): number => {
    const latest = files.at(-1);
    return latest !== undefined && latest.file === file && latest.sha256 === sha256 ? files.length : files.push({ file, sha256 });
  };
  const put = (place: number, [a, b, c]: readonly [number, number, number], raw: RawPointer): void => {
    words.set([a, b, c, numberOf(raw)], place * WIDTH);
    offsets[place] = raw.offset;
  };
  return {
    isCopy: ({ factId, raw }) => {
      if (!ID.test(factId)) return false;
      const id = wordsOf(factId);
      const place = placeOf(...id);
      const number = words[place * WIDTH + FILE] ?? 0;
      if (number === 0 && used * 4 >= offsets.length * 3) {
        if (offsets.length >= mostPlaces) return false;
        grow();
      }
      if (number === 0) used += 1;
      else if (isBehind(raw, files[number - 1]!, offsets[place]!)) return true; // numbers come from this list
      put(number === 0 ? placeOf(...id) : place, id, raw);
      return false;
    },
    forget: () => {
      words = new Uint32Array(FIRST_PLACES * WIDTH);
      offsets = new Float64Array(FIRST_PLACES);
      used = 0;
      files = [];
    },
  };
}

function wordsOf(factId: string): readonly [number, number, number] {
  return [Number.parseInt(factId.slice(2, 10), 16), Number.parseInt(factId.slice(10, 18), 16), Number.parseInt(factId.slice(18), 16)];
}

/** Whether a raw pointer comes after another in the order in which the database puts copies: by the file's text as bytes, then by offset. */
function isBehind(raw: RawPointer, first: File, offset: number): boolean {
  if (raw.file === first.file && raw.sha256 === first.sha256) return raw.offset > offset;
  return Buffer.compare(Buffer.from(fileText(raw)), Buffer.from(fileText(first))) > 0;
}
