/**
 * Writes the logs of the scenarios from their stories:
 *   node scenarios/build.mjs [NAME...]          all, or the named ones
 *   node scenarios/build.mjs --steps NAME       prints each step's time, label and event id
 * The same story gives the same records; the logs are committed.
 */
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { makeCompany } from "./lib/company.mjs";
import { ordinaryRecords } from "./lib/history.mjs";
import { makeStory } from "./lib/story.mjs";
import { inPartition } from "./lib/partition.mjs";
import { writeLogs } from "./lib/write-logs.mjs";

const AWS = path.join(path.dirname(fileURLToPath(import.meta.url)), "aws");

/** The records of one scenario: what its story tells among ordinary ones. */
export async function tellScenario(name) {
  const { default: tell, span, delivery = {} } = await import(pathToFileURL(path.join(AWS, name, "story.mjs")).href);
  const story = makeStory(name, makeCompany(span.functions));
  tell(story);
  const { from, to } = delivery.dark ?? { from: "", to: "" };
  const records = [...story.steps.values(), ...ordinaryRecords(story, span)].filter(
    ({ eventTime }) => eventTime <= from || eventTime >= to,
  );
  return { story, delivery, records: delivery.partition === undefined ? records : inPartition(records, delivery.partition) };
}

async function main(args) {
  const named = args.filter((arg) => !arg.startsWith("--"));
  for (const name of named.length > 0 ? named : readdirSync(AWS).toSorted()) {
    const { story, records, delivery } = await tellScenario(name);
    if (args.includes("--steps")) {
      for (const [label, record] of story.steps) console.log(`${record.eventTime} ${record.eventID} ${label} (${record.eventName})`);
      continue;
    }
    const { objects, gzip } = writeLogs(path.join(AWS, name, "logs"), name, records, delivery);
    console.log(`${name}: ${records.length} records (${story.steps.size} told) in ${objects} objects, ${Math.round(gzip / 1024)} kB`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
