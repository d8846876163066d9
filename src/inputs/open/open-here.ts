import type { Soon } from "../../util/soon.ts";
import type { Limits } from "../contract.ts";
import type { Reason } from "../reasons.ts";
import { createAheadSearch, type MainSearcher, openFound } from "../search/search-ahead.ts";
import { createInflateSpace } from "./inflate-space.ts";
import { type OpenInput, placedInput } from "./input-of-bytes.ts";
import { openFile } from "./open-input.ts";

/** Opens files in this thread, into one memory, and searches them while they are inflated. */
export interface Here {
  /** Makes room: what was opened before is no longer good. */
  readonly clear: () => void;
  readonly open: (file: string) => Opened;
}

/** What opens an input, or hands on what was opened ahead: to be called in order, when the one before is done with. */
export type Opened = () => Soon<OpenInput | Reason>;

/** Less is searched as quickly when it is asked for. */
const SMALL = 128 * 1024;

/** Null where WebAssembly is switched off. `searchers`: asked at each file, since a log may turn up late. */
export function createHere(limits: Limits, searchers: () => readonly MainSearcher[]): Here | null {
  const space = createInflateSpace();
  if (space === null) return null;
  const search = createAheadSearch(searchers, SMALL);
  return {
    clear: () => {
      space.clear();
      search.clear();
    },
    open: (file) => {
      search.begin();
      const placed = space.add(file, limits, search.follow);
      const found = search.finish();
      const searched = openFound(search.words(), found, searchers());
      if (placed === null) return () => openFile(file, limits);
      return () => placedInput(file, space.bytes(), placed, searched);
    },
  };
}
