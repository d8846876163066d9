import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planOutputs } from "./output-plan.ts";

const folder = mkdtempSync(join(tmpdir(), "faastrail-plan-"));
const usual = "table";

function plan(formats: readonly string[], names: readonly string[] = [], force = false): readonly string[] {
  const files = names.map((name) => join(folder, name));
  return planOutputs({ formats, files, force, usual }).map(
    ({ format, file }) => `${format.id} ${file === null ? "-" : file.slice(folder.length + 1)}`,
  );
}

test("without -o the named or the usual format goes to standard output", () => {
  expect(plan([])).toEqual(["table -"]);
  expect(plan(["jsonl"])).toEqual(["jsonl -"]);
});

test("a file takes the format of its ending, else the next --format; one may be left for standard output", () => {
  expect(plan([], ["a.html", "b.jsonl"])).toEqual(["html a.html", "jsonl b.jsonl"]);
  expect(plan(["jsonl"], ["a.html"])).toEqual(["html a.html", "jsonl -"]);
  expect(plan(["html"], ["a.html"])).toEqual(["html a.html"]);
  expect(plan(["jsonl", "table"], ["incidents.json"])).toEqual(["jsonl incidents.json", "table -"]);
});

test("the longest fitting ending counts, in any case", () => {
  expect(plan([], ["a.ocsf.jsonl", "B.Timesketch.JSONL", "c.jsonl", "d.csv", "e.md"])).toEqual([
    "ocsf a.ocsf.jsonl",
    "timesketch B.Timesketch.JSONL",
    "jsonl c.jsonl",
    "csv d.csv",
    "markdown e.md",
  ]);
});

test("what cannot be meant is refused before anything is read", () => {
  writeFileSync(join(folder, "old.html"), "x");
  expect(() => plan([], ["old.html"])).toThrow(/exists already/);
  expect(plan([], ["old.html"], true)).toEqual(["html old.html"]);
  expect(() => plan([], ["a.xyz"])).toThrow(/names no format/);
  expect(() => plan(["jsonl", "table"])).toThrow(/one format/);
  expect(() => plan(["yaml"])).toThrow(/unknown format/);
  expect(() => plan([], ["missing/a.html"])).toThrow(/folder does not exist/);
});
