import { statSync } from "node:fs";
import { pathAt, type PathList } from "./path-list.ts";

/*
 * Files are opened in turns by whoever has time: each turn is a stretch of the list, taken by adding to a number that
 * both threads see. Whoever takes a turn opens all of its files, so none is opened twice or left out.
 */

/** What both threads need to take turns. */
export interface Turns {
  readonly paths: PathList;
  /** Place of the first file that turns are taken for. */
  readonly first: number;
  readonly filesATurn: number;
  /** Number of the next turn that nobody has taken. */
  readonly next: Int32Array;
}

/** A stretch of the list, by place; the end is not part of it. */
export interface Turn {
  readonly from: number;
  readonly to: number;
}

/** What the files of a turn come to, so that taking one is worth its price and what it is about still in the cache. */
export const TURN_BYTES = 1024 * 1024;
const MOST_FILES = 100;
/** How much larger logs are than their files, roughly. */
const EXPANSION = 8;
/** So many files tell how large they are. */
const ASKED = 100;

/** For the files from `first` on. */
export function createTurns(paths: PathList, first: number): Turns {
  const filesATurn = Math.min(MOST_FILES, Math.max(1, Math.round(TURN_BYTES / Math.max(1, meanSize(paths) * EXPANSION))));
  return { paths, first, filesATurn, next: new Int32Array(new SharedArrayBuffer(4)) };
}

/** Mean size of files, in bytes, by a sample of them. */
export function meanSize(files: PathList): number {
  const step = Math.max(1, Math.floor(files.length / ASKED));
  const sizes = Array.from({ length: Math.ceil(files.length / step) }, (_, nth) => sizeOf(pathAt(files, nth * step)));
  return sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length);
}

/** Null once all turns are taken. */
export function takeTurn({ paths, first, filesATurn, next }: Turns): Turn | null {
  const from = first + Atomics.add(next, 0, 1) * filesATurn;
  return from >= paths.length ? null : { from, to: Math.min(paths.length, from + filesATurn) };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
