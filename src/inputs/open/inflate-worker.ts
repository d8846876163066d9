// The thread that reads, inflates and searches ahead of the one that understands (open-apart.ts).
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { createInflateSpace } from "./inflate-space.ts";
import type { Asked, InflatedBatch, InflateTask, ToThread } from "./open-apart.ts";
import { type AheadKernel, createAheadKernel } from "../search/scan-kernel.ts";
import { createAheadSearch, type Searcher } from "../search/search-ahead.ts";

/** So that a message to the other thread is worth its price, and what it is about still in the processor's cache. */
const BATCH_BYTES = 1024 * 1024;
const BATCH_FILES = 100;

const { files, limits, memories, inUse } = workerData as InflateTask; // open-apart.ts gives it
const spaces = memories.map((memory) => createInflateSpace(memory));
const searchers: (Searcher & { readonly kernel: AheadKernel })[] = [];
const search = createAheadSearch(() => searchers);
let asked: Asked[] = [];

for (let at = 0, turn = 0; at < files.length; turn += 1) {
  const memory = turn % spaces.length;
  const space = spaces[memory];
  Atomics.wait(inUse, memory, 1);
  listen();
  const batch: InflatedBatch["files"][number][] = [];
  space?.clear();
  while (at < files.length && batch.length < BATCH_FILES && (space?.taken() ?? 0) < BATCH_BYTES) {
    search.begin();
    const placed = space?.add(files[at] ?? "", limits, search.follow) ?? null;
    batch.push(placed === null ? null : { placed, found: search.finish() });
    at += 1;
  }
  Atomics.store(inUse, memory, 1);
  const message: InflatedBatch = { memory, files: batch, asked };
  asked = [];
  parentPort?.postMessage(message); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread's port, no window
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
