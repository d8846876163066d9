/** Tells the scenarios below scenarios/cross-cloud and writes the logs of each cloud into a folder of its own, as that cloud delivers them. */
import { readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "yaml";
import { ordinaryRecords as ordinaryAzure } from "../azure/history.mjs";
import { makeCollector, writeLogs as writeAzure } from "../azure/story.mjs";
import { makeCompany } from "../company.mjs";
import { ordinaryEntries } from "../gcp/history.mjs";
import { makeStory as makeGcp } from "../gcp/story.mjs";
import { writeLogs as writeGcp } from "../gcp/write-logs.mjs";
import { ordinaryRecords as ordinaryAws } from "../history.mjs";
import { makeStory as makeAws } from "../story.mjs";
import { writeLogs as writeAws } from "../write-logs.mjs";

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..", "cross-cloud");

export function loadScenarios() {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => {
      const folder = path.join(ROOT, name);
      const told = parse(readFileSync(path.join(folder, "scenario.yml"), "utf8"));
      return { ...told, name, folder, logs: path.join(folder, "logs"), golden: path.join(folder, "expected.json") };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Records by cloud, and the event ids of the told steps as `CLOUD LABEL`. `pair`: with the one identifier changed. */
export async function tellScenario(name, pair = false) {
  const { default: tell, clouds, span } = await import(pathToFileURL(path.join(ROOT, name, "story.mjs")).href);
  const aws = makeAws(name, makeCompany(span.functions ?? 12));
  const gcp = makeGcp(name);
  const azure = makeCollector(name);
  tell({ aws, gcp, azure, pair });
  const records = {};
  if (clouds.includes("aws")) records.aws = [...aws.steps.values(), ...ordinaryAws(aws, { ordinary: 500, ...span })];
  if (clouds.includes("gcp")) records.gcp = [...gcp.steps.values(), ...ordinaryEntries(name, { ...span, ordinary: 400 })];
  if (clouds.includes("azure")) records.azure = [...azure.told, ...ordinaryAzure(name)].toSorted(byTime);
  return { records, eventIds: { ...idsOf("aws", aws, "eventID"), ...idsOf("gcp", gcp, "insertId"), ...prefixed("azure", azure.eventIds) } };
}

function idsOf(cloud, { steps }, key) {
  return prefixed(cloud, Object.fromEntries([...steps].map(([label, record]) => [label, record[key]])));
}

function prefixed(cloud, ids) {
  return Object.fromEntries(Object.entries(ids).map(([label, id]) => [`${cloud} ${label}`, id]));
}

function byTime(a, b) {
  return a.time < b.time ? -1 : Number(a.time > b.time);
}

export function writeLogs(folder, name, { aws, gcp, azure }) {
  rmSync(folder, { recursive: true, force: true });
  if (aws !== undefined) writeAws(path.join(folder, "aws"), name, aws);
  if (gcp !== undefined) writeGcp(path.join(folder, "gcp"), gcp);
  if (azure !== undefined) writeAzure(path.join(folder, "azure"), azure);
}
