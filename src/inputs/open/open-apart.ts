import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Limits } from "../contract.ts";
import type { Marks } from "../cut/cut.ts";
import { newSpaceMemory, type Placed } from "./inflate-space.ts";
import { pathAt, type PathList, stretchOf } from "./path-list.ts";
import type { Here, Opened } from "./open-here.ts";
import { placedInput } from "./input-of-bytes.ts";
import { openFile } from "./open-input.ts";
import type { Judged, Search } from "../search/kernel-contract.ts";
import { type Found, type MainSearcher, openFound } from "../search/search-ahead.ts";
import { createTurns, takeTurn, type Turn, type Turns } from "./turns.ts";

/** What the thread is given; both sides have the memory. */
export interface InflateTask {
  readonly turns: Turns;
  readonly limits: Limits;
  readonly memories: readonly WebAssembly.Memory[];
  /** A word for each memory: 0 while it may be filled, 1 while what it holds is in use. */
  readonly inUse: Int32Array;
}

/** Files that lie in one memory, in order. Null for those that have to be opened the ordinary way. */
export interface InflatedBatch {
  readonly memory: number;
  /** Place of the first of them in the list. */
  readonly from: number;
  readonly files: readonly ({ readonly placed: Placed; readonly found: Found | null; readonly sha256: string | null } | null)[];
  /** What was found in all of them. */
  readonly words: Uint32Array;
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
 * Opens files in order, in turns with a thread that reads, inflates and searches them as `here` does. Memory is bounded whatever
 * their number. Should the thread fail, what it had taken is opened the ordinary way.
 */
export async function* openApart(
  files: PathList,
  limits: Limits,
  searchers: () => readonly MainSearcher[],
  program: URL,
  here: Here,
): AsyncGenerator<readonly Opened[]> {
  const turns = createTurns(files, 1);
  const memories = Array.from({ length: MEMORIES }, newSpaceMemory).filter((memory) => memory !== null);
  const inUse = new Int32Array(new SharedArrayBuffer(4 * MEMORIES));
  const task: InflateTask = { turns, limits, memories, inUse };
  const worker = new Worker(program, { workerData: task });
  const batches = batchesOf(worker);
  const told: MainSearcher[] = [];
  let own: OwnTurn | null = null;
  try {
    // It shows what is to be searched for, while the thread starts.
    yield [here.open(pathAt(files, 0))];
    tell(worker, searchers(), told, []);
    for (let at = 1; at < files.length;) {
      // Rather than wait, this thread takes a turn too.
      if (own === null && !(await batches.areReady())) own = openOwn(here, turns, files);
      if (own !== null && own.turn.from === at) {
        yield own.files;
        at = own.turn.to;
        own = null;
        continue;
      }
      const batch = await batches.next();
      if (batch === null) {
        const file = pathAt(files, at);
        yield [() => openFile(file, limits)];
        at += 1;
        continue;
      }
      yield inputsOf(batch, task, files, told);
      at = batch.from + batch.files.length;
      tell(worker, searchers(), told, batch.asked);
      Atomics.store(inUse, batch.memory, 0);
      Atomics.notify(inUse, batch.memory);
    }
  } finally {
    await worker.terminate();
  }
}

/** A turn whose files this thread opened. */
interface OwnTurn {
  readonly turn: Turn;
  readonly files: readonly Opened[];
}

function openOwn(here: Here, turns: Turns, files: PathList): OwnTurn | null {
  const turn = takeTurn(turns);
  if (turn === null) return null;
  here.clear();
  return { turn, files: stretchOf(files, turn.from, turn.to).map(here.open) };
}

function inputsOf(
  { memory, from, files, words }: InflatedBatch,
  { limits, memories }: InflateTask,
  paths: PathList,
  told: readonly MainSearcher[],
): readonly Opened[] {
  const buffer = memories[memory]?.buffer;
  const bytes = buffer === undefined ? null : Buffer.from(buffer);
  return files.map((one, nth) => {
    const file = pathAt(paths, from + nth);
    if (one === null || bytes === null) return () => openFile(file, limits);
    return () => placedInput(file, bytes, one.placed, openFound(words, one.found, told), one.sha256);
  });
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

interface Batches {
  /** Whether there is one already. */
  readonly areReady: () => Promise<boolean>;
  /** Null for ever once the thread has ended. */
  readonly next: () => Promise<InflatedBatch | null>;
}

function batchesOf(worker: Worker): Batches {
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
  return {
    areReady: async () => {
      // What has arrived is handed over between two turns of the event loop.
      if (state.ready.length === 0) await new Promise(setImmediate);
      return state.ready.length > 0;
    },
    next: async () => {
      while (state.ready.length === 0 && !state.hasEnded) {
        await new Promise<void>((resolve) => {
          state.wake = resolve;
        });
      }
      return state.ready.shift() ?? null;
    },
  };
}
