import type { Limits } from "./contract.ts";
import { type OpenInput, openFile } from "./open-input.ts";
import type { Reason } from "./reasons.ts";

/**
 * Opens files one after the other, each while the one before it is worked on: a second processor
 * decompresses meanwhile. One ahead and no more, so that memory holds two files however many there are.
 */
export async function* openAhead(files: Iterable<string>, limits: Limits): AsyncGenerator<OpenInput | Reason> {
  let ahead: Promise<OpenInput | Reason> | null = null;
  for (const file of files) {
    const opening = openFile(file, limits);
    const ready = ahead;
    ahead = opening;
    if (ready !== null) yield await ready;
  }
  if (ahead !== null) yield await ahead;
}
