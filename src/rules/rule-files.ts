// Finding rule files. Links to folders are not followed, so a pack cannot lead out of its folder or in circles.
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { UserError } from "../util/errors.ts";

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
  const info = await stat(root).catch(() => null);
  if (info === null) throw new UserError(`${root}: there is no such folder of rules`, "Give a folder with Sigma rules in YAML files.");
  const paths = info.isDirectory() ? await listFolder(root) : [root];
  const base = info.isDirectory() ? root : join(root, "..");
  const files = paths.map(async (path) => ({
    path,
    id: relative(base, path).split(sep).join("/").replace(YAML, ""),
    text: await readFile(path, "utf8"),
  }));
  return (await Promise.all(files)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function listFolder(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && YAML.test(entry.name) && !CASES.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
