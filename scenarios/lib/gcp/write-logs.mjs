/** Writes and reads entries as a sink's files: one an hour and log, one entry a line; here one a day, so that they stay few. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** `cloudaudit.googleapis.com/activity/YYYY/MM/DD/00:00:00_23:59:59_S0.json`, without the colons that some file systems refuse. */
function objectKey({ logName, timestamp }) {
  const log = decodeURIComponent(logName.split("/logs/")[1]);
  const [day] = timestamp.split("T");
  return `${log}/${day.replaceAll("-", "/")}/000000_235959_S0.json`;
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
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}

export function listObjects(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".json"))
    .toSorted();
}

export function readLines(file) {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
