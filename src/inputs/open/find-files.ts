import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { UserError } from "../../util/errors.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import { makePathList, type PathList } from "./path-list.ts";

/** What paths name, in one order. There may be millions of files. */
export interface FoundFiles {
  /** Files to open. */
  readonly paths: PathList;
  /** Standard input, and places that cannot be read. */
  readonly others: readonly Other[];
}

export interface Other {
  readonly path: string;
  /** Null for standard input. */
  readonly problem: Reason | null;
  /** How many of the files come before it. */
  readonly before: number;
}

/** The files, as places in their list, and the others between them. */
export function* inOrder({ paths, others }: FoundFiles): Generator<number | Other> {
  let next = 0;
  for (const other of others) {
    for (; next < other.before; next += 1) yield next;
    yield other;
  }
  for (; next < paths.length; next += 1) yield next;
}

/** One of them; `folder` ends with a separator, and is empty for what was named by itself. */
interface Found {
  readonly folder: string;
  readonly name: string;
  readonly problem: Reason | null;
  readonly isStdin?: boolean;
}

type Visit = (found: Found) => void;

/**
 * All files that the paths name, folders with everything below them, each file once and in one
 * order, whatever the order of the paths. Throws UserError for a path that does not exist.
 */
export function findFiles(paths: readonly string[]): FoundFiles {
  const made = makePathList();
  const others: Other[] = [];
  const take: Visit = ({ folder, name, problem, isStdin }) => {
    if (problem === null && isStdin !== true) made.add(folder, name);
    else others.push({ path: folder + name, problem, before: made.length() });
  };
  const [only] = paths;
  // Nothing below one folder is there twice, and it is in order.
  if (only !== undefined && paths.length === 1) visitBelow(only, take);
  else for (const one of foundOnce(paths)) take(one);
  return { paths: made.done(), others };
}

function foundOnce(paths: readonly string[]): readonly Found[] {
  const found = new Map<string, Found>();
  for (const path of paths) {
    visitBelow(path, (one) => {
      const key = one.isStdin === true ? "-" : resolve(one.folder + one.name);
      if (!found.has(key)) found.set(key, one);
    });
  }
  return [...found.values()].toSorted((a, b) => (a.folder + a.name < b.folder + b.name ? -1 : 1));
}

function visitBelow(path: string, visit: Visit): void {
  if (path === "-") return visit({ ...named("-", null), isStdin: true });
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new UserError(`${path}: no such file or folder`, "Check the path; PATH is a file, a folder, or - for stdin.");
  if (stat.isDirectory()) visitFolder(path, visit);
  else visit(named(path, stat.isFile() ? null : FILE_REASONS.notAFile));
}

function named(name: string, problem: Reason | null): Found {
  return { folder: "", name, problem };
}

/** In the order of the whole paths. */
function visitFolder(path: string, visit: Visit): void {
  const folder = join(path, "-").slice(0, -1);
  let entries: Dirent[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return visit(named(path, FILE_REASONS.unreadable));
  }
  for (const entry of entries.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1))) {
    if (entry.isDirectory()) visitFolder(folder + entry.name, visit);
    else visit({ folder, name: entry.name, problem: problemOf(entry, folder) });
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
