/** The same entries in other files: what a scan finds must not depend on any of this. */
import path from "node:path";
import { listObjects, readLines, writeLines } from "./write-logs.mjs";

/** Each takes the logs' folder and an empty one, and fills the second. */
export const PERMUTATIONS = {
  "files and entries in reverse order": (from, to) => {
    const files = listObjects(from);
    for (const [i, file] of files.entries())
      writeLines(path.join(to, `${String(files.length - i).padStart(4, "0")}.json.gz`), readLines(path.join(from, file)).toReversed());
  },
  "first and last entries of operations in different files": (from, to) => {
    const records = listObjects(from).flatMap((file) => readLines(path.join(from, file)));
    writeLines(
      path.join(to, "a.json.gz"),
      records.filter((record) => record.operation?.last === true),
    );
    writeLines(
      path.join(to, "b.json.gz"),
      records.filter((record) => record.operation?.last !== true),
    );
  },
  "every file twice": (from, to) => {
    for (const file of listObjects(from))
      for (const sink of ["one", "two"]) writeLines(path.join(to, sink, file), readLines(path.join(from, file)));
  },
  "keys in another order": (from, to) => {
    for (const file of listObjects(from)) writeLines(path.join(to, file), readLines(path.join(from, file)).map(reversed));
  },
};

function reversed(value) {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
