/** Writes the logs of the scenarios over several clouds from their stories: node scenarios/build-cross-cloud.mjs [NAME...] */
import { loadScenarios, tellScenario, writeLogs } from "./lib/cross-cloud/scenario.mjs";

const named = process.argv.slice(2);
for (const { name, logs } of loadScenarios()) {
  if (named.length > 0 && !named.includes(name)) continue;
  const { records } = await tellScenario(name);
  writeLogs(logs, name, records);
  const counts = Object.entries(records).map(([cloud, list]) => `${list.length} of ${cloud}`);
  console.log(`${name}: ${counts.join(", ")}`);
}
