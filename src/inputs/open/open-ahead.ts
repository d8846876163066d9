import { availableParallelism } from "node:os";
import type { Limits } from "../contract.ts";
import { FILE_REASONS } from "../reasons.ts";
import type { MainSearcher } from "../search/search-ahead.ts";
import { inflateWorker, openApart } from "./open-apart.ts";
import { createHere, type Opened } from "./open-here.ts";
import { openFile } from "./open-input.ts";
import { type PathList, stretchOf } from "./path-list.ts";
import { meanSize } from "./turns.ts";

/** As much work as makes up for starting a thread, in bytes of files. */
const WORTH_A_THREAD = 12 * 1024 * 1024;
/** What a file costs besides its bytes, in bytes. */
const EACH_FILE = 16 * 1024;

/**
 * Opens files in stretches, and searches them while they are inflated; where there is much to do and a second processor, or `threads`
 * asks for it, a thread does its share of both. What an input holds is good until the next one is opened.
 */
export async function* openAhead(
  files: PathList,
  limits: Limits,
  searchers: () => readonly MainSearcher[],
  threads?: number,
): AsyncGenerator<readonly Opened[]> {
  const here = createHere(limits, searchers);
  const worker = here !== null && isWorthAThread(files, threads) ? inflateWorker() : null;
  const alone = (file: string): Opened => {
    if (here === null) return () => openFile(file, limits);
    return () => {
      here.clear();
      return here.open(file)();
    };
  };
  if (worker !== null && here !== null) return yield* openApart(files, limits, searchers, worker, here);
  for (let at = 0; at < files.length; at += STRETCH) yield stretchOf(files, at, at + STRETCH).map(alone);
}

/** So many files at a time: few enough that the list of them is nothing, enough that waiting for it is. */
const STRETCH = 100;

/** Opens them one after the other. There is one for each file. */
export function oneByOne(stretches: AsyncGenerator<readonly Opened[]>): Opened {
  let stretch: readonly Opened[] = [];
  let at = 0;
  const next: Opened = () => {
    const opened = stretch[at];
    at += 1;
    return opened === undefined ? goOn() : opened();
  };
  const goOn = async (): Promise<Awaited<ReturnType<Opened>>> => {
    const found = await stretches.next();
    if (found.done === true) return FILE_REASONS.unreadable;
    stretch = found.value;
    at = 0;
    return next();
  };
  return next;
}

function isWorthAThread(files: PathList, threads: number | undefined): boolean {
  if (threads !== undefined) return threads > 1;
  return availableParallelism() > 1 && (meanSize(files) + EACH_FILE) * files.length >= WORTH_A_THREAD;
}
