import { availableParallelism } from "node:os";
import type { Limits } from "../contract.ts";
import type { Reason } from "../reasons.ts";
import type { MainSearcher } from "../search/search-ahead.ts";
import { inflateWorker, openApart } from "./open-apart.ts";
import { createHere } from "./open-here.ts";
import { openFile, type OpenInput } from "./open-input.ts";
import { meanSize } from "./turns.ts";

/** As much work as makes up for starting a thread, in bytes of files. */
const WORTH_A_THREAD = 12 * 1024 * 1024;
/** What a file costs besides its bytes, in bytes. */
const EACH_FILE = 16 * 1024;

/**
 * Opens files one after the other, and searches them while they are inflated; where there is much to do and a second
 * processor, or `threads` asks for it, a thread does its share of both. What an input holds is good until the next one is asked for.
 */
export async function* openAhead(
  files: readonly string[],
  limits: Limits,
  searchers: () => readonly MainSearcher[],
  threads?: number,
): AsyncGenerator<OpenInput | Reason> {
  const here = createHere(limits, searchers);
  const worker = here !== null && isWorthAThread(files, threads) ? inflateWorker() : null;
  for (const [at, file] of files.entries()) {
    // By the first one it shows what is to be searched for.
    if (at === 1 && worker !== null && here !== null) return yield* openApart(files.slice(at), limits, searchers, worker, here);
    here?.clear();
    yield here === null ? openFile(file, limits) : here.open(file)();
  }
}

function isWorthAThread(files: readonly string[], threads: number | undefined): boolean {
  if (threads !== undefined) return threads > 1;
  return availableParallelism() > 1 && (meanSize(files) + EACH_FILE) * files.length >= WORTH_A_THREAD;
}
