import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly specifier: string;
  /** Room below src, or null for a package. */
  readonly room: string | null;
}

export function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ path: posix.join(folder, name.replaceAll("\\", "/")), text: readFileSync(join(root, folder, name), "utf8") }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** `src/inputs/gzip.ts` is in the room `inputs`. */
export function roomOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** Static and dynamic imports and re-exports, with the room that each one leads to. */
export function importsOf(path: string, text: string): readonly Import[] {
  const found = text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;"']*?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g);
  return [...found].map((match) => {
    const specifier = match[1] ?? match[2] ?? "";
    if (!specifier.startsWith(".")) return { specifier, room: null };
    const target = relative(root, join(root, dirname(path), specifier)).replaceAll("\\", "/");
    return { specifier, room: roomOf(target) };
  });
}
