import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf, readSources, roomOf } from "./lib/sources.ts";

/**
 * Which room may import from which, besides itself: the table of ARCHITECTURE.md. A change here is
 * an architecture decision.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  util: [],
  facts: ["util"],
  rules: ["facts", "util"],
  sources: ["facts", "util"],
  inputs: ["sources", "rules", "facts", "util"],
  store: ["facts", "util"],
  resolve: ["store", "facts", "util"],
  incidents: ["facts", "util"],
  analytics: ["resolve", "store", "incidents", "rules", "facts", "util"],
  outputs: ["incidents", "facts", "util"],
  cli: ["analytics", "facts", "incidents", "inputs", "outputs", "resolve", "rules", "sources", "store", "util"],
};

/** The folders of analytics/, which follow each other as its work does. Files beside them are what all share, or put it together. */
const ANALYTICS: Readonly<Record<string, readonly string[]>> = {
  stories: [],
  stages: ["stories"],
  own: ["stages", "stories"],
  borrowed: ["stages", "stories"],
  telling: ["stages", "stories"],
};

const sources = readSources("src");
const production = sources.filter(({ path }) => !/\.test\.ts$|__fixtures__/.test(path));

describe("the rooms of src", () => {
  it("are exactly those of the table", () => {
    expect([...new Set(sources.map(({ path }) => roomOf(path)))].toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  });

  it("import only from the rooms that the table allows", () => {
    const wrong = production.flatMap(({ path, text }) =>
      importsOf(path, text)
        .filter(({ room }) => room !== null && room !== roomOf(path) && !MAY_IMPORT[roomOf(path)]?.includes(room))
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it("follow each other inside analytics as its work does", () => {
    const wrong = production.flatMap(({ path: file, text }) => {
      const from = folderOf(file);
      if (from === null) return [];
      return importsOf(file, text)
        .map(({ specifier }) => ({ specifier, folder: folderOf(posix.join(posix.dirname(file), specifier)) }))
        .filter(({ folder }) => folder !== null && folder !== from && !ANALYTICS[from]?.includes(folder))
        .map(({ specifier }) => `${file} imports ${specifier}`);
    });
    expect(wrong).toEqual([]);
  });

  it("leave printing, the environment and exiting to the command line", () => {
    const outside = production.filter(({ path }) => !["cli", "server"].includes(roomOf(path)));
    const wrong = outside.filter(({ text }) =>
      /\bprocess\.(env|exit|exitCode|stdout|stderr|argv|cwd)\b|\bconsole\./.test(withoutComments(text)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it("leave DuckDB to the store", () => {
    const wrong = production.filter(
      ({ path, text }) => roomOf(path) !== "store" && importsOf(path, text).some(({ specifier }) => specifier.startsWith("@duckdb")),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it("name providers only in sources, apart from the list of them", () => {
    const elsewhere = production.filter(({ path }) => roomOf(path) !== "sources" && !path.endsWith("facts/kinds.ts"));
    const wrong = elsewhere.filter(({ text }) =>
      /[=!]==\s*"(aws|gcp|azure|m365|google-workspace)"|case "(aws|gcp|azure|m365|google-workspace)"/.test(text),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it("keep files to 300 lines", () => {
    const long = sources.filter(({ path, text }) => !path.endsWith(".gen.ts") && text.split("\n").length > 301);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

/** Folder of analytics/ in which a file lies; null for files beside them and elsewhere. */
function folderOf(file: string): string | null {
  return /^src\/analytics\/([a-z]+)\//.exec(file)?.[1] ?? null;
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
}
