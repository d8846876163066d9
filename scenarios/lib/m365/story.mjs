/**
 * Tells a scenario of Microsoft 365 and writes its logs as they come: blobs of the Management Activity API (a JSON array for a day and
 * content type), requests to Microsoft Graph as a diagnostic setting stores them, message traces as CSV.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { parse } from "yaml";
import { TENANT } from "./company.mjs";
import { ordinaryRecords } from "./history.mjs";

const HOME = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..", "m365");

/** Every scenario below scenarios/m365, with what its file says. */
export function loadScenarios() {
  return readdirSync(HOME, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = path.join(HOME, name);
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
  const { default: tell } = await import(pathToFileURL(path.join(HOME, name, "story.mjs")).href);
  const told = [];
  const eventIds = {};
  const add = (label, time, builder, ...rest) => {
    const [record, ...others] = [builder(`${name}/${label}`, Date.parse(time), ...rest)].flat();
    eventIds[label] = record.Id ?? record.MessageTraceId ?? record.properties?.requestId ?? record.correlationId;
    told.push(record, ...others);
  };
  tell({ add, pair });
  return { records: [...ordinaryRecords(name), ...told].toSorted(byTime), eventIds };
}

const timeOf = (record) => record.CreationTime ?? record.Received ?? record.time;

function byTime(a, b) {
  if (timeOf(a) !== timeOf(b)) return timeOf(a) < timeOf(b) ? -1 : 1;
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** Content types by workload. */
const CONTENT = {
  Exchange: "Audit.Exchange",
  OneDrive: "Audit.SharePoint",
  SharePoint: "Audit.SharePoint",
  AzureActiveDirectory: "Audit.AzureActiveDirectory",
};

/** Writes the records as files. Returns how many. */
export function writeLogs(folder, records) {
  rmSync(folder, { recursive: true, force: true });
  const files = new Map();
  for (const record of records) files.set(fileOf(record), [...(files.get(fileOf(record)) ?? []), record]);
  for (const [file, group] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    const bytes = gzipSync(textOf(file, group), { level: 9 });
    bytes[9] = 255; // the operating system would differ between machines
    writeFileSync(path.join(folder, file), bytes);
  }
  return files.size;
}

function fileOf(record) {
  const [year, month, day] = timeOf(record).slice(0, 10).split("-");
  if (record.CreationTime !== undefined) return `${CONTENT[record.Workload] ?? "Audit.General"}/${year}-${month}-${day}.json.gz`;
  if (record.Received !== undefined) return "MessageTrace.csv.gz";
  const container = record.category === "Administrative" ? "insights-activity-logs" : "insights-logs-microsoftgraphactivitylogs";
  return `${container}/tenantId=${TENANT}/y=${year}/m=${month}/d=${day}/PT1H.json.gz`;
}

function textOf(file, group) {
  if (file.endsWith(".csv.gz")) return tableOf(group);
  return file.startsWith("Audit.") ? JSON.stringify(group) : group.map((record) => `${JSON.stringify(record)}\n`).join("");
}

const cell = (value) => `"${String(value ?? "").replaceAll('"', '""')}"`;

/** Rows below a header of all fields that any of them has. */
export function tableOf(rows) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];

  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** Records of the audit log as Search-UnifiedAuditLog exports them. */
export function searchExport(records) {
  return tableOf(
    records.map((record) => ({
      RunspaceId: "00000000-0000-0000-0000-000000000000",
      RecordType: record.RecordType,
      CreationDate: record.CreationTime,
      UserIds: record.UserId,
      Operations: record.Operation,
      AuditData: JSON.stringify(record),
      ResultIndex: 1,
      ResultCount: records.length,
      Identity: record.Id,
    })),
  );
}
