// The thread that reads and inflates ahead of the one that understands (open-apart.ts).
import { parentPort, workerData } from "node:worker_threads";
import { createInflateSpace, type Placed } from "./inflate-space.ts";
import type { InflatedBatch, InflateTask } from "./open-apart.ts";

/** So that a message to the other thread is worth its price, and what it is about still in the processor's cache. */
const BATCH_BYTES = 1024 * 1024;
const BATCH_FILES = 100;

const { files, limits, memories, inUse } = workerData as InflateTask; // open-apart.ts gives it
const spaces = memories.map((memory) => createInflateSpace(memory));
for (let at = 0, turn = 0; at < files.length; turn += 1) {
  const memory = turn % spaces.length;
  const space = spaces[memory];
  Atomics.wait(inUse, memory, 1);
  const placed: (Placed | null)[] = [];
  space?.clear();
  while (at < files.length && placed.length < BATCH_FILES && (space?.taken() ?? 0) < BATCH_BYTES) {
    placed.push(space?.add(files[at] ?? "", limits) ?? null);
    at += 1;
  }
  Atomics.store(inUse, memory, 1);
  const batch: InflatedBatch = { memory, placed };
  parentPort?.postMessage(batch); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread's port, no window
}
