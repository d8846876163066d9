/** The same records in other files: what a scan finds must not depend on any of this. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { listObjects, readObject } from "./patch.mjs";

/** Each takes the logs' folder and an empty one, and fills the second. */
export const PERMUTATIONS = {
  "objects in reverse order, records reversed in each": (from, to) => {
    const files = listObjects(from);
    for (const [i, file] of files.entries())
      write(path.join(to, `${String(files.length - i).padStart(4, "0")}.json.gz`), readObject(path.join(from, file)).toReversed());
  },
  "every object split in two": (from, to) => {
    for (const file of listObjects(from)) {
      const records = readObject(path.join(from, file));
      const half = Math.ceil(records.length / 2);
      write(path.join(to, "b", file), records.slice(0, half));
      write(path.join(to, "a", file), records.slice(half));
    }
  },
  "every object delivered twice": (from, to) => {
    for (const file of listObjects(from)) {
      for (const trail of ["org-trail", "second-trail"]) {
        const target = path.join(to, trail, file);
        mkdirSync(path.dirname(target), { recursive: true });
        copyFileSync(path.join(from, file), target);
      }
    }
  },
  "all records as one file of JSON Lines": (from, to) => {
    const lines = listObjects(from).flatMap((file) => readObject(path.join(from, file)).map((record) => JSON.stringify(record)));
    mkdirSync(to, { recursive: true });
    writeFileSync(path.join(to, "all.jsonl"), `${lines.join("\n")}\n`);
  },
};

function write(file, records) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, gzipSync(JSON.stringify({ Records: records })));
}
