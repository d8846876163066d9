import { sep } from "node:path";

/**
 * Paths in order, as many as there may be: bytes that both threads see, since texts would be there once for each thread and take
 * twice as much. They lie in pieces, so that none is copied while the list grows; a piece keeps a folder's path once.
 */
export interface PathList {
  readonly length: number;
  readonly pieces: readonly Piece[];
}

/** So many paths, but for the last piece. */
const PIECE = 1024;

interface Piece {
  readonly folders: Texts;
  readonly names: Texts;
  /** Place of each name's folder. */
  readonly folderOf: Uint16Array;
}

/** Texts as bytes, one behind the other, and where each of them ends. */
interface Texts {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** Empty where there is none. */
export function pathAt({ pieces }: PathList, nth: number): string {
  const piece = pieces[Math.floor(nth / PIECE)];
  const folder = piece?.folderOf[nth % PIECE];
  return piece === undefined || folder === undefined ? "" : textAt(piece.folders, folder) + textAt(piece.names, nth % PIECE);
}

/** The paths of a stretch of the list. */
export function stretchOf(paths: PathList, from: number, to: number): readonly string[] {
  const length = Math.max(0, Math.min(to, paths.length) - from);
  return Array.from({ length }, (_, nth) => pathAt(paths, from + nth));
}

export interface PathListMaker {
  /** `folder`: with the separator at its end, or empty. */
  readonly add: (folder: string, name: string) => void;
  readonly length: () => number;
  readonly done: () => PathList;
}

export function makePathList(): PathListMaker {
  const pieces: Piece[] = [];
  let folders: string[] = [];
  let names: string[] = [];
  let folderOf: number[] = [];
  const length = (): number => pieces.length * PIECE + names.length;
  const seal = (): void => {
    pieces.push({ folders: textsOf(folders), names: textsOf(names), folderOf: Uint16Array.from(folderOf) });
    folders = [];
    names = [];
    folderOf = [];
  };
  return {
    add: (folder, name) => {
      if (folders.at(-1) !== folder) folders.push(folder);
      folderOf.push(folders.length - 1);
      if (names.push(name) === PIECE) seal();
    },
    length,
    done: () => {
      const all = length();
      if (names.length > 0) seal();
      return { length: all, pieces };
    },
  };
}

export function pathList(paths: readonly string[]): PathList {
  const made = makePathList();
  for (const path of paths) addPath(made, path);
  return made.done();
}

/** Those at some places. Never all of them as texts at once. */
export function somePaths(paths: PathList, places: readonly number[]): PathList {
  const made = makePathList();
  for (const place of places) addPath(made, pathAt(paths, place));
  return made.done();
}

function addPath({ add }: PathListMaker, path: string): void {
  const name = path.lastIndexOf(sep) + 1;
  add(path.slice(0, name), path.slice(name));
}

function textsOf(texts: readonly string[]): Texts {
  const ends = new Uint32Array(new SharedArrayBuffer(4 * texts.length));
  let end = 0;
  for (const [nth, text] of texts.entries()) {
    end += Buffer.byteLength(text);
    ends[nth] = end;
  }
  const bytes = Buffer.from(new SharedArrayBuffer(end));
  for (const [nth, text] of texts.entries()) bytes.write(text, startOf(ends, nth));
  return { bytes, ends };
}

function textAt({ bytes, ends }: Texts, nth: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8", startOf(ends, nth), ends[nth] ?? 0);
}

function startOf(ends: Uint32Array, nth: number): number {
  return nth === 0 ? 0 : (ends[nth - 1] ?? 0);
}
