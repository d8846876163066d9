import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Limits } from "../contract.ts";
import type { Marks } from "../cut/cut.ts";
import { newSpaceMemory, type Placed } from "./inflate-space.ts";
import { openFile, type OpenInput, placedInput } from "./open-input.ts";
import type { Reason } from "../reasons.ts";
import type { Judged, Search } from "../search/scan-kernel.ts";
import { type Found, type MainSearcher, openFound } from "../search/search-ahead.ts";

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
  readonly files: readonly ({ readonly placed: Placed; readonly found: Found | null } | null)[];
  /** Values that only the other thread can judge. */
  readonly asked: readonly Asked[];
}

export interface Asked {
  /** Number of the search, in the order in which the thread was told of them. */
  readonly by: number;
  readonly pattern: number;
  readonly value: string;
}

/** What the thread is told while it works: what else to search for, and what the values mean that it asked about. */
export interface ToThread {
  readonly searches: readonly { readonly marks: Marks; readonly search: Search }[];
  readonly answers: readonly { readonly by: number; readonly judged: Judged }[];
}

/** One in use, one ready, one being filled. */
const MEMORIES = 3;

/** The thread's program, beside this file or beside the bundle; null in the sources, which only run through tests. */
export function inflateWorker(): URL | null {
  const places = ["./inflate-worker.js", "./inputs/open/inflate-worker.js"].map((name) => new URL(name, import.meta.url));
  return places.find((place) => existsSync(place)) ?? null;
}

/**
 * Opens files in order while a thread reads, inflates and searches those that come next. Memory is bounded whatever
 * their number. Should the thread fail, the rest is opened here.
 */
export async function* openApart(
  files: readonly string[],
  limits: Limits,
  searchers: () => readonly MainSearcher[],
  program: URL,
): AsyncGenerator<OpenInput | Reason> {
  const memories = Array.from({ length: MEMORIES }, newSpaceMemory).filter((memory) => memory !== null);
  const inUse = new Int32Array(new SharedArrayBuffer(4 * MEMORIES));
  const task: InflateTask = { files, limits, memories, inUse };
  const worker = new Worker(program, { workerData: task });
  const next = batchesOf(worker);
  const told: MainSearcher[] = [];
  try {
    tell(worker, searchers(), told, []);
    for (let at = 0; at < files.length;) {
      const batch = await next();
      const memory = batch === null ? undefined : memories[batch.memory];
      const bytes = memory === undefined ? null : Buffer.from(memory.buffer);
      for (const one of batch?.files ?? [null]) {
        const file = files[at] ?? ""; // a place for each file
        at += 1;
        if (one === null || bytes === null) yield await openFile(file, limits);
        else yield placedInput(file, bytes, one.placed, openFound(one.found, told));
      }
      if (batch !== null) tell(worker, searchers(), told, batch.asked);
      if (batch !== null) Atomics.store(inUse, batch.memory, 0);
      if (batch !== null) Atomics.notify(inUse, batch.memory);
    }
  } finally {
    await worker.terminate();
  }
}

/** Tells the thread of logs that turned up since, and answers what it asked. */
function tell(worker: Worker, searchers: readonly MainSearcher[], told: MainSearcher[], asked: readonly Asked[]): void {
  const fresh = searchers.filter((searcher) => !told.some(({ kernel }) => kernel === searcher.kernel));
  if (fresh.length === 0 && asked.length === 0) return;
  told.push(...fresh);
  const searches = fresh.map(({ marks, kernel }) => ({ marks, search: kernel.search() }));
  const answers = asked.flatMap(({ by, pattern, value }) => {
    const accepted = told[by]?.kernel.judge(pattern, value);
    return accepted === undefined ? [] : [{ by, judged: { pattern, value, accepted } }];
  });
  const message: ToThread = { searches, answers };
  worker.postMessage(message); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread, no window
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
