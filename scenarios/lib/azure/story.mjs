/** Tells an Azure scenario and writes its logs as diagnostic settings do: JSON lines in a container for each category, a blob an hour. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { parse } from "yaml";
import { SUBSCRIPTION, TENANT } from "./company.mjs";
import { ordinaryRecords } from "./history.mjs";

const AZURE = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..", "azure");

/** Every scenario below scenarios/azure, with what its file says. */
export function loadScenarios() {
  return readdirSync(AZURE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = path.join(AZURE, name);
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
  const { default: tell } = await import(pathToFileURL(path.join(AZURE, name, "story.mjs")).href);
  const { add, told, eventIds } = makeCollector(name);
  tell({ add, pair });
  return { records: [...ordinaryRecords(name), ...told].toSorted(byTime), eventIds };
}

/** Collects what a story tells: `add(label, time, builder, ...)` adds what a builder makes of them. */
export function makeCollector(name) {
  const told = [];
  const eventIds = {};
  const add = (label, time, builder, ...rest) => {
    const made = [builder(`${name}/${label}`, Date.parse(time), ...rest)].flat();
    eventIds[label] = eventIdOf(made[0]);
    told.push(...made);
  };
  return { add, told, eventIds };
}

/** The id that the program shows for a record. */
function eventIdOf(record) {
  if (record.category === "AuditLogs" || record.category.endsWith("SignInLogs")) return record.properties.id;
  return record.properties?.functionInvocationId ?? record.correlationId ?? "";
}

function byTime(a, b) {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** Containers by category. */
const CONTAINERS = {
  AuditEvent: "insights-logs-auditevent",
  FunctionAppLogs: "insights-logs-functionapplogs",
  AppServiceAuditLogs: "insights-logs-appserviceauditlogs",
  StorageWrite: "insights-logs-storagewrite",
  AppServiceHTTPLogs: "insights-logs-appservicehttplogs",
  FlowLogFlowEvent: "insights-logs-flowlogflowevent",
  AuditLogs: "insights-logs-auditlogs",
  SignInLogs: "insights-logs-signinlogs",
  ManagedIdentitySignInLogs: "insights-logs-managedidentitysigninlogs",
  ServicePrincipalSignInLogs: "insights-logs-serviceprincipalsigninlogs",
};

export function writeLogs(folder, records) {
  rmSync(folder, { recursive: true, force: true });
  const blobs = new Map();
  for (const record of records) blobs.set(blobOf(record), [...(blobs.get(blobOf(record)) ?? []), record]);
  for (const [blob, group] of blobs) {
    const bytes = gzipSync(group.map((record) => `${JSON.stringify(record)}\n`).join(""), { level: 9 });
    bytes[9] = 255; // the operating system would differ between machines
    mkdirSync(path.dirname(path.join(folder, blob)), { recursive: true });
    writeFileSync(path.join(folder, blob), bytes);
  }
  return blobs.size;
}

function blobOf({ category, time, resourceId = "" }) {
  const [, year, month, day, hour] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d)/.exec(time);
  const owner = resourceId.startsWith("/tenants/") ? `tenantId=${TENANT}` : `resourceId=/SUBSCRIPTIONS/${SUBSCRIPTION.toUpperCase()}`;
  return `${CONTAINERS[category] ?? "insights-activity-logs"}/${owner}/y=${year}/m=${month}/d=${day}/h=${hour}/m=00/PT1H.json.gz`;
}
