// Finding rule files. Links to folders are not followed, so a pack cannot lead out of its folder or in circles.
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { UserError } from "../../util/errors.ts";

/** A rule file: its path as given to the user, and its path below the folder without the ending. */
export interface RuleFile {
  readonly path: string;
  readonly id: string;
  readonly text: string;
}

const CASES = /\.cases\.ya?ml$/;
const YAML = /\.ya?ml$/;

/** Every rule file below a folder (or the one file given), sorted by id. Throws UserError if there is no such path. */
export async function findRuleFiles(root: string): Promise<readonly RuleFile[]> {
  const info = statSync(root, { throwIfNoEntry: false });
  if (info === undefined) throw new UserError(`${root}: there is no such folder of rules`, "Give a folder with Sigma rules in YAML files.");
  const paths = info.isDirectory() ? listFolder(root) : [root];
  const base = info.isDirectory() ? root : join(root, "..");
  // Hundreds of small files: reading them one after the other costs a tenth of handing each to a thread.
  const files = paths.map((path) => ({
    path,
    id: relative(base, path).split(sep).join("/").replace(YAML, ""),
    text: readFileSync(path, "utf8"),
  }));
  return files.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function listFolder(root: string): readonly string[] {
  const entries: readonly Dirent[] = readdirSync(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && YAML.test(entry.name) && !CASES.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
