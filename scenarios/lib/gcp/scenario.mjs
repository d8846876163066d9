/** Reads and tells the scenarios below scenarios/gcp, and makes their minimal pairs. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "yaml";
import { ordinaryEntries } from "./history.mjs";
import { makeStory } from "./story.mjs";
import { listObjects, readLines, writeLines } from "./write-logs.mjs";

const GCP = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..", "gcp");

export function scenarioNames() {
  return readdirSync(GCP, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map((one) => one.name)
    .toSorted();
}

export function loadScenarios() {
  return scenarioNames().map((name) => {
    const folder = path.join(GCP, name);
    const told = parse(readFileSync(path.join(folder, "scenario.yml"), "utf8"));
    return { ...told, name, folder, logs: path.join(folder, "logs"), golden: path.join(folder, "expected.json") };
  });
}

/** The records of one scenario: what its story tells among ordinary ones. */
export async function tellScenario(name) {
  const { default: tell, span } = await import(pathToFileURL(path.join(GCP, name, "story.mjs")).href);
  const story = makeStory(name);
  tell(story);
  return { story, folder: path.join(GCP, name), records: [...story.steps.values(), ...ordinaryEntries(name, span)] };
}

/** Copies the logs with the patch applied: `{remove: [event ids]}` and `{set: [event ids], to: {path: value}}`. */
export function writePatched(from, to, patch) {
  const unused = new Set(patch.flatMap((one) => [...(one.set ?? []), ...(one.remove ?? [])]));
  for (const file of listObjects(from)) {
    const records = readLines(path.join(from, file)).flatMap((record) => patched(record, patch, unused));
    writeLines(path.join(to, file), records);
  }
  if (unused.size > 0) throw new Error(`no entry has the id ${[...unused].join(", ")}`);
}

function patched(record, patch, unused) {
  let result = record;
  for (const { remove = [], set = [], to = {} } of patch) {
    if ([...remove, ...set].includes(record.insertId)) unused.delete(record.insertId);
    if (remove.includes(record.insertId)) return [];
    if (set.includes(record.insertId)) result = withPaths(result, to);
  }
  return [result];
}

function withPaths(record, changes) {
  const changed = structuredClone(record);
  for (const [where, value] of Object.entries(changes)) {
    const keys = where.split("/");
    let at = changed;
    for (const key of keys.slice(0, -1)) at = at[key];
    at[keys.at(-1)] = value;
  }
  return changed;
}
