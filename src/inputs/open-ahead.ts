import type { Limits } from "./contract.ts";
import { createInflateSpace } from "./inflate-space.ts";
import { openFile, type OpenInput, placedInput } from "./open-input.ts";
import type { Reason } from "./reasons.ts";

/** Opens files one after the other. What an input holds is good until the next one is asked for. */
export async function* openAhead(files: Iterable<string>, limits: Limits): AsyncGenerator<OpenInput | Reason> {
  const space = createInflateSpace();
  for (const file of files) {
    space?.clear();
    const placed = space?.add(file, limits) ?? null;
    yield space === null || placed === null ? await openFile(file, limits) : placedInput(file, space.bytes(), placed);
  }
}
