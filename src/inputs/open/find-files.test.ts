import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { findFiles, pathOf } from "./find-files.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

const names = ["a/x.json", "a/b/y.json", "a-b/x.json", "a.json", "a0/x.json", "A.json", "日志.json", "a/é.json", "z/-"];
for (const name of names) scratch.write(name, "{}");

it("finds all files below a folder in the order of their paths, as if each had been named", () => {
  const paths = names.map((name) => join(scratch.path, name));
  const found = findFiles([scratch.path]).map(pathOf);
  expect(found).toEqual(paths.toSorted((a, b) => (a < b ? -1 : 1)));
  expect(findFiles(paths).map(pathOf)).toEqual(found);
  expect(findFiles([`${scratch.path}/`, ...paths.toReversed()]).map(pathOf)).toEqual(found);
});

it("follows links to files, not to folders", () => {
  symlinkSync(join(scratch.path, "a"), join(scratch.path, "z", "folder"));
  symlinkSync(join(scratch.path, "a.json"), join(scratch.path, "z", "file"));
  symlinkSync(join(scratch.path, "gone"), join(scratch.path, "z", "nothing"));
  const found = findFiles([join(scratch.path, "z")]).map(({ name, problem }) => [name, problem?.reason ?? null]);
  expect(found).toEqual([
    ["-", null],
    ["file", null],
    ["folder", expect.stringContaining("folder")],
    ["nothing", expect.any(String)],
  ]);
});
