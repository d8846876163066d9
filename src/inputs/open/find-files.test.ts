import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { findFiles, inOrder } from "./find-files.ts";
import { pathAt } from "./path-list.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

const names = ["a/x.json", "a/b/y.json", "a-b/x.json", "a.json", "a0/x.json", "A.json", "日志.json", "a/é.json", "z/-"];
for (const name of names) scratch.write(name, "{}");

/** Paths of files, and of what else was found with what is wrong with it, in order. */
function told(paths: readonly string[]): readonly (string | readonly [string, string | null])[] {
  const found = findFiles(paths);
  return [...inOrder(found)].map((one) => (typeof one === "number" ? pathAt(found.paths, one) : [one.path, one.problem?.reason ?? null]));
}

it("finds all files below a folder in the order of their paths, as if each had been named", () => {
  const paths = names.map((name) => join(scratch.path, name));
  const found = told([scratch.path]);
  expect(found).toEqual(paths.toSorted((a, b) => (a < b ? -1 : 1)));
  expect(told(paths)).toEqual(found);
  expect(told([`${scratch.path}/`, ...paths.toReversed()])).toEqual(found);
});

it("follows links to files, not to folders", () => {
  const at = (name: string): string => join(scratch.path, "z", name);
  symlinkSync(join(scratch.path, "a"), at("folder"));
  symlinkSync(join(scratch.path, "a.json"), at("file"));
  symlinkSync(join(scratch.path, "gone"), at("nothing"));
  const found = told([join(scratch.path, "z")]);
  expect(found).toEqual([at("-"), at("file"), [at("folder"), expect.stringContaining("folder")], [at("nothing"), expect.any(String)]]);
});

it("takes a dash for standard input only where it is named so", () => {
  const [file = ""] = told([join(scratch.path, "a.json")]);
  expect(told(["-"])).toEqual([["-", null]]);
  expect(told([String(file), "-", "-"])).toEqual([["-", null], file]);
  const before = process.cwd();
  process.chdir(join(scratch.path, "z"));
  expect(told(["."])[0]).toBe("-");
  process.chdir(before);
});
