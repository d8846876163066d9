/** Tells a Workspace scenario and writes its logs as collectors keep them: items as JSON lines, a file for each application and day. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { parse } from "yaml";
import { ordinaryRecords } from "./history.mjs";

const ROOM = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..", "google-workspace");

/** Every scenario below scenarios/google-workspace, with what its file says. */
export function loadScenarios() {
  return readdirSync(ROOM, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = path.join(ROOM, name);
      const told = parse(readFileSync(path.join(folder, "scenario.yml"), "utf8"));
      return { ...told, name, folder, logs: path.join(folder, "logs"), golden: path.join(folder, "expected.json") };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The records of a scenario. `pair`: with the one fact changed that its minimal pair names.
 * @returns {Promise<{records: object[], eventIds: Record<string, string>}>} ids of the told records by label
 */
export async function tellScenario(name, pair = false) {
  const { default: tell } = await import(pathToFileURL(path.join(ROOM, name, "story.mjs")).href);
  const told = [];
  const eventIds = {};
  /** `time` is RFC 3339 or milliseconds; `builder` one of records.mjs. */
  const add = (label, time, builder, ...rest) => {
    const record = builder(`${name}/${label}`, typeof time === "number" ? time : Date.parse(time), ...rest);
    eventIds[label] = record.id.uniqueQualifier;
    told.push(record);
  };
  tell({ add, pair });
  return { records: [...ordinaryRecords(name), ...told].toSorted(byTime), eventIds };
}

function byTime(a, b) {
  if (a.id.time !== b.id.time) return a.id.time < b.id.time ? -1 : 1;
  return a.id.uniqueQualifier < b.id.uniqueQualifier ? -1 : 1;
}

/** Admin activities are kept as the pages that the API answers, everything else as lines. Newest first within a page. */
export function writeLogs(folder, records) {
  rmSync(folder, { recursive: true, force: true });
  const files = new Map();
  for (const record of records) files.set(fileOf(record), [...(files.get(fileOf(record)) ?? []), record]);
  for (const [file, group] of files) {
    const isPage = file.startsWith("admin/");
    const text = isPage ? JSON.stringify({ kind: "admin#reports#activities", etag: '"page"', items: group.toReversed() }) : lines(group);
    const bytes = gzipSync(text, { level: 9 });
    bytes[9] = 255; // the operating system would differ between machines
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), bytes);
  }
  return files.size;
}

function lines(records) {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

function fileOf({ id }) {
  return `${id.applicationName}/${id.time.slice(0, 10)}.json.gz`;
}
