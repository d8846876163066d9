import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Limits } from "./contract.ts";
import { newSpaceMemory, type Placed } from "./inflate-space.ts";
import { openFile, type OpenInput, placedInput } from "./open-input.ts";
import type { Reason } from "./reasons.ts";

/** What the thread is given; both sides have the memory. */
export interface InflateTask {
  readonly files: readonly string[];
  readonly limits: Limits;
  readonly memories: readonly WebAssembly.Memory[];
  /** A word for each memory: 0 while it may be filled, 1 while what it holds is in use. */
  readonly inUse: Int32Array;
}

/** Files that lie in one memory, in order. Null for those that have to be opened the ordinary way. */
export interface InflatedBatch {
  readonly memory: number;
  readonly placed: readonly (Placed | null)[];
}

/** One in use, one ready, one being filled. */
const MEMORIES = 3;

/** The thread's program, beside this file or beside the bundle; null in the sources, which only run through tests. */
export function inflateWorker(): URL | null {
  const places = ["./inflate-worker.js", "./inputs/inflate-worker.js"].map((name) => new URL(name, import.meta.url));
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * Opens files in order while a thread reads and inflates those that come next. Memory is bounded whatever
 * their number. Should the thread fail, the rest is opened here.
 */
export async function* openApart(files: readonly string[], limits: Limits, program: URL): AsyncGenerator<OpenInput | Reason> {
  const memories = Array.from({ length: MEMORIES }, newSpaceMemory).filter((memory) => memory !== null);
  const inUse = new Int32Array(new SharedArrayBuffer(4 * MEMORIES));
  const task: InflateTask = { files, limits, memories, inUse };
  const worker = new Worker(program, { workerData: task });
  const next = batchesOf(worker);
  try {
    for (let at = 0; at < files.length;) {
      const batch = await next();
      const memory = batch === null ? undefined : memories[batch.memory];
      const bytes = memory === undefined ? null : Buffer.from(memory.buffer);
      for (const placed of batch?.placed ?? [null]) {
        const file = files[at] ?? ""; // a place for each file
        at += 1;
        yield placed === null || bytes === null ? await openFile(file, limits) : placedInput(file, bytes, placed);
      }
      if (batch !== null) Atomics.store(inUse, batch.memory, 0);
      if (batch !== null) Atomics.notify(inUse, batch.memory);
    }
  } finally {
    await worker.terminate();
  }
}

/** Batches as they come; null for ever once the thread has ended. */
function batchesOf(worker: Worker): () => Promise<InflatedBatch | null> {
  const state: { readonly ready: InflatedBatch[]; hasEnded: boolean; wake: (() => void) | null } = {
    ready: [],
    hasEnded: false,
    wake: null,
  };
  const end = (): void => {
    state.hasEnded = true;
    state.wake?.();
  };
  worker.on("message", (batch: InflatedBatch) => {
    state.ready.push(batch);
    state.wake?.();
  });
  worker.on("error", end);
  worker.on("exit", end);
  return async () => {
    while (state.ready.length === 0 && !state.hasEnded) {
      await new Promise<void>((resolve) => {
        state.wake = resolve;
      });
    }
    return state.ready.shift() ?? null;
  };
}
