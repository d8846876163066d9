import { availableParallelism } from "node:os";
import type { Limits } from "../contract.ts";
import { createInflateSpace } from "./inflate-space.ts";
import { inflateWorker, openApart } from "./open-apart.ts";
import { openFile, type OpenInput, placedInput } from "./open-input.ts";
import type { Reason } from "../reasons.ts";
import { createAheadSearch, type MainSearcher, openFound } from "../search/search-ahead.ts";

/** As much work as is done before a second thread has begun. */
const WORTH_A_THREAD = 12 * 1024 * 1024;
/** What a file costs besides its bytes, in bytes. */
const EACH_FILE = 16 * 1024;

/**
 * Opens files one after the other, and searches them while they are inflated; where there is much to do and a second
 * processor, or `threads` asks for it, a thread does both ahead. What an input holds is good until the next one is asked for.
 */
export async function* openAhead(
  files: readonly string[],
  limits: Limits,
  searchers: () => readonly MainSearcher[],
  threads?: number,
): AsyncGenerator<OpenInput | Reason> {
  const worker = (threads ?? availableParallelism()) > 1 ? inflateWorker() : null;
  const enough = threads === undefined ? WORTH_A_THREAD : 0;
  const space = createInflateSpace();
  const search = createAheadSearch(searchers);
  let work = 0;
  for (const [at, file] of files.entries()) {
    if (worker !== null && space !== null && work >= enough) return yield* openApart(files.slice(at), limits, searchers, worker);
    space?.clear();
    search.begin();
    const placed = space?.add(file, limits, search.follow) ?? null;
    work += EACH_FILE + (placed?.givenLength ?? 0);
    if (space === null || placed === null) yield await openFile(file, limits);
    else yield placedInput(file, space.bytes(), placed, openFound(search.finish(), searchers()));
  }
}
