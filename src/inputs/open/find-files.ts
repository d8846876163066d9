import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { UserError } from "../../util/errors.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";

/** A file to read, or a place that cannot be read and why. There may be millions: a folder's path is one text for all files in it. */
export interface FoundFile {
  /** With the separator at its end; empty for what was named by itself. */
  readonly folder: string;
  readonly name: string;
  readonly problem: Reason | null;
}

/** `-` is stdin. */
export function pathOf({ folder, name }: FoundFile): string {
  return folder + name;
}

/**
 * All files that the paths name, folders with everything below them, each file once and in one
 * order, whatever the order of the paths. Throws UserError for a path that does not exist.
 */
export function findFiles(paths: readonly string[]): readonly FoundFile[] {
  const [only] = paths;
  // Nothing below one folder is there twice, and it is in order.
  if (only !== undefined && paths.length === 1) return findBelow(only);
  const found = new Map<string, FoundFile>();
  for (const path of paths) {
    for (const one of findBelow(path)) {
      const key = one.name === "-" && one.folder === "" ? "-" : resolve(pathOf(one));
      if (!found.has(key)) found.set(key, one);
    }
  }
  return [...found.values()].toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
}

function findBelow(path: string): readonly FoundFile[] {
  if (path === "-") return [named("-", null)];
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new UserError(`${path}: no such file or folder`, "Check the path; PATH is a file, a folder, or - for stdin.");
  if (!stat.isDirectory()) return [named(path, stat.isFile() ? null : FILE_REASONS.notAFile)];
  const found: FoundFile[] = [];
  addFolder(path, found);
  return found;
}

function named(name: string, problem: Reason | null): FoundFile {
  return { folder: "", name, problem };
}

/** In the order of the whole paths. */
function addFolder(path: string, found: FoundFile[]): void {
  const folder = join(path, "-").slice(0, -1);
  let entries: Dirent[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    found.push(named(path, FILE_REASONS.unreadable));
    return;
  }
  for (const entry of entries.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1))) {
    if (entry.isDirectory()) addFolder(folder + entry.name, found);
    else found.push({ folder, name: entry.name, problem: problemOf(entry, folder) });
  }
}

function rankOf(entry: Dirent): string {
  return entry.isDirectory() ? entry.name + sep : entry.name;
}

/** Links to files are read; links to folders are not, because they can lead in a circle. */
function problemOf(entry: Dirent, folder: string): Reason | null {
  const target = entry.isSymbolicLink() ? statSync(folder + entry.name, { throwIfNoEntry: false }) : entry;
  if (target === undefined) return FILE_REASONS.unreadable;
  if (target.isDirectory()) return FILE_REASONS.folderLink;
  return target.isFile() ? null : FILE_REASONS.notAFile;
}
