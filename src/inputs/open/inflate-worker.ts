// The thread that reads, inflates and searches ahead of the one that understands (open-apart.ts).
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { digestOf } from "./digest.ts";
import { createInflateSpace, type Placed } from "./inflate-space.ts";
import { pathAt } from "./path-list.ts";
import type { Asked, InflatedBatch, InflateTask, ToThread } from "./open-apart.ts";
import { type AheadKernel, createAheadKernel } from "../search/scan-kernel.ts";
import { createAheadSearch, type Found, type Searcher } from "../search/search-ahead.ts";
import { takeTurn, TURN_BYTES } from "./turns.ts";

const { turns, limits, memories, inUse } = workerData as InflateTask; // open-apart.ts gives it
const spaces = memories.map((memory) => createInflateSpace(memory));
const searchers: (Searcher & { readonly kernel: AheadKernel })[] = [];
const search = createAheadSearch(() => searchers);
let asked: Asked[] = [];
let batches = 0;

for (let turn = takeTurn(turns); turn !== null; turn = takeTurn(turns)) {
  for (let at = turn.from; at < turn.to;) at = sendBatch(at, turn.to);
}

/** Fills one memory with files from `from` on, up to `to` at most. Returns how far it came. */
function sendBatch(from: number, to: number): number {
  const memory = batches % spaces.length;
  const space = spaces[memory];
  batches += 1;
  Atomics.wait(inUse, memory, 1);
  listen();
  const files: InflatedBatch["files"][number][] = [];
  space?.clear();
  search.clear();
  for (let at = from; at < to && (space?.taken() ?? 0) < TURN_BYTES; at += 1) {
    search.begin();
    const placed = space?.add(pathAt(turns.paths, at), limits, search.follow) ?? null;
    files.push(placed === null ? null : sent(placed, search.finish(), space?.bytes()));
  }
  Atomics.store(inUse, memory, 1);
  const words = search.words().slice();
  const message: InflatedBatch = { memory, from, files, words, asked };
  asked = [];
  parentPort?.postMessage(message, [words.buffer]); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread's port, no window
  return from + files.length;
}

/** With the digest of the file, where something in it may be pointed at: the other thread has more to do than this one. */
function sent(placed: Placed, found: Found | null, bytes: Buffer | undefined): InflatedBatch["files"][number] {
  const given = found?.isWanted === true ? bytes?.subarray(placed.givenAt, placed.givenAt + placed.givenLength) : undefined;
  return { placed, found, sha256: given === undefined ? null : digestOf(given) };
}

/** Takes what the other thread has said meanwhile: logs that turned up, and what values mean. */
function listen(): void {
  if (parentPort === null) return;
  for (let heard = receiveMessageOnPort(parentPort); heard !== undefined; heard = receiveMessageOnPort(parentPort)) {
    const { searches, answers } = heard.message as ToThread; // open-apart.ts sends nothing else
    for (const { marks, search: wanted } of searches) {
      const by = searchers.length;
      const kernel = createAheadKernel(wanted, (pattern, value) => void asked.push({ by, pattern, value }));
      if (kernel !== null) searchers.push({ marks, kernel });
    }
    for (const { by, judged } of answers) searchers[by]?.kernel.learn(judged);
  }
}
