/**
 * Applies the patch of a minimal pair to a scenario's logs. A patch is data: each entry names
 * records by event id and says what becomes of them.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

/**
 * One of: `{set: [event ids], to: {"requestParameters.policyArn": value}}`,
 * `{remove: [event ids]}`, `{copy: event id, as: new event id, with: {path: value}}`.
 * @typedef {{set?: readonly string[], to?: Record<string, unknown>, remove?: readonly string[],
 *   copy?: string, as?: string, with?: Record<string, unknown>}} PatchEntry
 */

/** Every delivery object below a folder, by its relative path, in a fixed order. */
export function listObjects(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".json.gz") || isLines(file))
    .toSorted();
}

/** Records of an object: `{"Records":[…]}`, or a line each. */
export function readObject(file) {
  const text = gunzipSync(readFileSync(file)).toString("utf8");
  if (!isLines(file)) return JSON.parse(text).Records;
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

function isLines(file) {
  return file.endsWith(".jsonl.gz");
}

/** Copies the logs from one folder to another with the patch applied. Throws when it names a record that is not there. */
export function writePatched(from, to, patch) {
  const unused = new Set(patch.flatMap(namedEvents));
  for (const file of listObjects(from)) {
    const records = readObject(path.join(from, file)).flatMap((record) => applyPatch(record, patch, unused));
    const target = path.join(to, file);
    mkdirSync(path.dirname(target), { recursive: true });
    const text = isLines(file) ? records.map((record) => JSON.stringify(record)).join("\n") : JSON.stringify({ Records: records });
    writeFileSync(target, gzipSync(text));
  }
  if (unused.size > 0) throw new Error(`no record has the event id ${[...unused].join(", ")}`);
}

/** What becomes of one record: none, itself, a changed one, or itself and a copy. */
function applyPatch(record, patch, unused) {
  let result = [record];
  for (const entry of patch) {
    if (!namedEvents(entry).includes(record.eventID)) continue;
    unused.delete(record.eventID);
    if (entry.remove !== undefined) return [];
    if (entry.copy !== undefined) result = [record, withPaths(record, { eventID: entry.as, ...entry.with })];
    if (entry.set !== undefined) result = [withPaths(record, entry.to)];
  }
  return result;
}

function namedEvents(entry) {
  return [...(entry.set ?? []), ...(entry.remove ?? []), ...(entry.copy === undefined ? [] : [entry.copy])];
}

function withPaths(record, changes) {
  const changed = structuredClone(record);
  for (const [where, value] of Object.entries(changes)) {
    const keys = where.split(".");
    let at = changed;
    for (const key of keys.slice(0, -1)) at = at[key];
    at[keys.at(-1)] = value;
  }
  return changed;
}
