import { searchPiece } from "../cut/cut-by-kernel.ts";
import type { Container, Marks } from "../cut/cut.ts";
import { layoutAt, separatorOf } from "../cut/layout.ts";
import { PIECE_BYTES, type ScanKernel, type Scanned } from "./kernel-contract.ts";
import { createSearchedWriter, type FoundWords, openSearched, type Searched, type SearchedWriter } from "./searched.ts";

/** Searches a file right behind the one who inflates it, while its bytes are in the processor's cache. */
export interface AheadSearch {
  readonly begin: () => void;
  /** Goes on with the file of which so much is there. */
  readonly follow: (bytes: Buffer, isWhole: boolean) => void;
  /** Where in `words` what was found in the file is; null where it is of no log that is searched for. */
  readonly finish: () => Found | null;
  /** What was found in all files since the last `clear`. */
  readonly words: () => Uint32Array;
  readonly clear: () => void;
}

export interface Found extends FoundWords {
  /** Place in the list of searchers. */
  readonly by: number;
  /** Whether any record was kept for what it may mean. */
  readonly isWanted: boolean;
}

/** Searches for the records of one log. */
export interface Searcher {
  /** How its records and the lists around them begin. */
  readonly marks: Marks;
  readonly kernel: Pick<ScanKernel, "scan" | "takeNames">;
}

/** The same in the thread that understands what is found. */
export interface MainSearcher extends Searcher {
  readonly kernel: ScanKernel;
}

/** What one of `searchers` found, as another thread or the same handed it over; null if nobody searched. */
export function openFound(words: Uint32Array, found: Found | null, searchers: readonly MainSearcher[]): Searched | null {
  const kernel = found === null ? undefined : searchers[found.by]?.kernel;
  return found === null || kernel === undefined ? null : openSearched(words, found, kernel);
}

interface Run {
  readonly searchers: readonly Searcher[];
  readonly writer: SearchedWriter;
  by: number;
  at: number;
  open: readonly Container[];
  records: number;
  isWanted: boolean;
  isOver: boolean;
}

/** Less is not worth a search by itself. */
const LEAST = 64 * 1024;

/**
 * `searchers`: asked at each file, since a log may turn up late. Files of less than `leastWhole` bytes are left alone: they are in the
 * cache still when the one who asks for them searches himself.
 */
export function createAheadSearch(searchers: () => readonly Searcher[], leastWhole: number = 0): AheadSearch {
  const writer = createSearchedWriter();
  const newRun = (): Run => ({ searchers: searchers(), writer, by: -1, at: 0, open: [], records: 0, isWanted: false, isOver: false });
  let run: Run | null = null;
  return {
    begin: () => {
      run = newRun();
      writer.begin();
    },
    follow: (bytes, isWhole) => {
      if (run === null) return;
      if (isWhole && run.at === 0 && bytes.length < leastWhole) return;
      const least = isWhole ? 0 : LEAST;
      while (!run.isOver && bytes.length - run.at >= least && step(run, bytes, isWhole));
    },
    finish: () => {
      const searcher = run?.searchers[run.by];
      if (run === null || searcher === undefined || run.records === 0) return null;
      return { by: run.by, isWanted: run.isWanted, ...writer.finish(searcher.kernel.takeNames()) };
    },
    words: writer.words,
    clear: writer.clear,
  };
}

/** Searches one more piece. False if there is nothing more to be done for now. */
function step(run: Run, bytes: Buffer, isWhole: boolean): boolean {
  const isFirst = run.by === -1;
  if (isFirst) run.by = run.searchers.findIndex(({ marks }) => layoutAt(bytes, 0, [], marks) !== null);
  const searcher = run.searchers[run.by];
  // Names of a file that nobody asked about.
  if (isFirst) searcher?.kernel.takeNames();
  const layout = searcher === undefined ? null : layoutAt(bytes, run.at, run.open, searcher.marks);
  if (searcher === undefined || layout === null) return stop(run);
  const found = searchPiece(searcher.kernel, bytes, layout, run.records, isWhole, true);
  // The end of a long record may still be to come; whatever else it is, the one who asks for it will see.
  if (found === null) return isWhole || bytes.length - run.at >= PIECE_BYTES ? stop(run) : false;
  const { end, scanned } = found;
  run.writer.add(layout.first, end, separatorOf(layout.open), run.records, scanned);
  run.isWanted ||= isWanted(scanned);
  run.records += scanned.kept + scanned.noise;
  run.at = scanned.next;
  run.open = layout.open;
  return scanned.next < bytes.length && (isWhole || end < bytes.length || scanned.isFull);
}

function stop(run: Run): false {
  run.isOver = true;
  return false;
}

/** Whether any record was kept for more than a sample. */
function isWanted({ kept, cut }: Scanned): boolean {
  for (let nth = 0; nth < kept; nth += 1) if (!cut(nth).isNoise) return true;
  return false;
}
