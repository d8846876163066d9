/**
 * Writes the logs of the Google Cloud scenarios from their stories:
 *   node scenarios/build-gcp.mjs [NAME...]         all, or the named ones
 *   node scenarios/build-gcp.mjs --steps NAME      prints each step's time, label and id
 */
import path from "node:path";
import { scenarioNames, tellScenario } from "./lib/gcp/scenario.mjs";
import { writeLogs } from "./lib/gcp/write-logs.mjs";

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith("--"));
for (const name of named.length > 0 ? named : scenarioNames()) {
  const { story, folder, records } = await tellScenario(name);
  if (args.includes("--steps")) {
    for (const [label, record] of story.steps)
      console.log(`${record.timestamp} ${record.insertId} ${label} (${record.protoPayload?.methodName ?? record.logName})`);
    continue;
  }
  const files = writeLogs(path.join(folder, "logs"), records);
  console.log(`${name}: ${records.length} entries (${story.steps.size} told) in ${files} files`);
}
