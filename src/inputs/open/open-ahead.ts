import { availableParallelism } from "node:os";
import type { Limits } from "../contract.ts";
import { createInflateSpace } from "./inflate-space.ts";
import { inflateWorker, openApart } from "./open-apart.ts";
import { openFile, type OpenInput, placedInput } from "./open-input.ts";
import type { Reason } from "../reasons.ts";
import { createAheadSearch, type MainSearcher } from "../search/search-ahead.ts";
import { openSearched } from "../search/searched.ts";

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
    const found = placed === null ? null : search.finish();
    const kernel = found === null ? undefined : searchers()[found.by]?.kernel;
    const searched = found === null || kernel === undefined ? null : openSearched(found.words, kernel);
    yield space === null || placed === null ? await openFile(file, limits) : placedInput(file, space.bytes(), placed, searched);
  }
}
