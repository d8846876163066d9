import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../../util/errors.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";

/** A file to read, or a place that cannot be read and why. `-` is stdin. */
export interface FoundFile {
  readonly file: string;
  readonly problem: Reason | null;
}

/**
 * All files that the paths name, folders with everything below them, each file once and in one
 * order, whatever the order of the paths. Throws UserError for a path that does not exist.
 */
export function findFiles(paths: readonly string[]): readonly FoundFile[] {
  const [only] = paths;
  // Nothing below one folder is there twice; a hundred thousand paths need not be compared then.
  if (only !== undefined && paths.length === 1) return inOrder(findBelow(only));
  const found = new Map<string, FoundFile>();
  for (const path of paths) {
    for (const one of findBelow(path)) {
      const key = one.file === "-" ? "-" : resolve(one.file);
      if (!found.has(key)) found.set(key, one);
    }
  }
  return inOrder([...found.values()]);
}

function inOrder(files: readonly FoundFile[]): readonly FoundFile[] {
  return files.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

function findBelow(path: string): readonly FoundFile[] {
  if (path === "-") return [{ file: "-", problem: null }];
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new UserError(`${path}: no such file or folder`, "Check the path; PATH is a file, a folder, or - for stdin.");
  if (stat.isDirectory()) return filesOfFolder(path);
  return [{ file: path, problem: stat.isFile() ? null : FILE_REASONS.notAFile }];
}

function filesOfFolder(folder: string): readonly FoundFile[] {
  const base = join(folder, "-").slice(0, -1);
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [{ file: folder, problem: FILE_REASONS.unreadable }];
  }
  return entries.flatMap((entry) => {
    const path = `${base}${entry.name}`;
    if (entry.isDirectory()) return filesOfFolder(path);
    if (entry.isSymbolicLink()) return [linkedFile(path)];
    return [{ file: path, problem: entry.isFile() ? null : FILE_REASONS.notAFile }];
  });
}

/** Links to files are read; links to folders are not, because they can lead in a circle. */
function linkedFile(path: string): FoundFile {
  const target = statSync(path, { throwIfNoEntry: false });
  if (target === undefined) return { file: path, problem: FILE_REASONS.unreadable };
  if (target.isDirectory()) return { file: path, problem: FILE_REASONS.folderLink };
  return { file: path, problem: target.isFile() ? null : FILE_REASONS.notAFile };
}
