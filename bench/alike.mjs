/**
 * Holds three ways of one scan alike: quick in one thread, quick in two, and the reference that parses every record.
 *   node bench/alike.mjs [DIR...]    every scenario, and the corpora given
 * Needs a build. Compares incidents whole, and how many records there are of each fate.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { scanPaths } from "../dist/cli/pipeline/scan-paths.js";
import { readCorpus } from "./measure.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const WAYS = [{ threads: 1 }, { threads: 2 }, { threads: 1, parseEverything: true }];

const corpora = process.argv.slice(2).map((folder) => readCorpus(folder).logsFolder);
let alike = 0;
const different = [];
for (const target of [...scenarios(), ...corpora]) {
  const results = [];
  for (const way of WAYS) results.push(essence(await scanPaths([target], way)));
  if (results.every((result) => isDeepStrictEqual(result, results[0]))) alike += 1;
  else different.push(target);
}
console.log(`${alike} scenarios and corpora give the same incidents and counts in one thread, in two, and parsed whole`);
for (const target of different) console.log(`DIFFERENT: ${target}`);
process.exitCode = different.length === 0 && alike > 0 ? 0 : 1;

function scenarios() {
  const base = path.join(ROOT, "scenarios");
  const folders = readdirSync(base).flatMap((cloud) => {
    const folder = path.join(base, cloud);
    return statSync(folder).isDirectory() ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
  });
  return folders.map((folder) => path.join(folder, "logs")).filter((folder) => existsSync(folder));
}

function essence({ incidents, summary }) {
  return JSON.parse(JSON.stringify({ incidents, summary }));
}
