/** Writes the logs of the scenarios for Microsoft 365 from their stories: node scenarios/m365-build.mjs [NAME...] */
import path from "node:path";
import { loadScenarios, tellScenario, writeLogs } from "./lib/m365/story.mjs";

const named = process.argv.slice(2);
for (const { name, folder } of loadScenarios()) {
  if (named.length > 0 && !named.includes(name)) continue;
  const { records } = await tellScenario(name);
  console.log(`${name}: ${records.length} records in ${writeLogs(path.join(folder, "logs"), records)} files`);
}
