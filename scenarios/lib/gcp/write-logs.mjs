/** Writes and reads entries as a sink's files: one an hour and log, one entry a line; here one a day, and compressed, so that they stay few and small. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

/** `cloudaudit.googleapis.com/activity/YYYY/MM/DD/00:00:00_23:59:59_S0.json`, without the colons that some file systems refuse. */
function objectKey({ logName, timestamp }) {
  const log = decodeURIComponent(logName.split("/logs/")[1]);
  const [day] = timestamp.split("T");
  return `${log}/${day.replaceAll("-", "/")}/000000_235959_S0.json.gz`;
}

export function writeLogs(folder, records) {
  rmSync(folder, { recursive: true, force: true });
  const byObject = Map.groupBy === undefined ? groups(records) : Map.groupBy(records, objectKey);
  for (const [key, group] of byObject) writeLines(path.join(folder, key), group.toSorted(byTime));
  return byObject.size;
}

function groups(records) {
  const found = new Map();
  for (const record of records) found.set(objectKey(record), [...(found.get(objectKey(record)) ?? []), record]);
  return found;
}

function byTime(a, b) {
  return a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0;
}

export function writeLines(file, records) {
  mkdirSync(path.dirname(file), { recursive: true });
  const bytes = gzipSync(records.map((record) => `${JSON.stringify(record)}\n`).join(""), { level: 9 });
  bytes[9] = 255; // the operating system would differ between machines
  writeFileSync(file, bytes);
}

export function listObjects(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".json.gz"))
    .toSorted();
}

export function readLines(file) {
  return gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
