/** Writes the logs of the scenarios for Google Workspace from their stories: node scenarios/google-workspace-build.mjs [NAME...] */
import path from "node:path";
import { loadScenarios, tellScenario, writeLogs } from "./lib/google-workspace/story.mjs";

const named = process.argv.slice(2);
for (const { name, folder } of loadScenarios()) {
  if (named.length > 0 && !named.includes(name)) continue;
  const { records } = await tellScenario(name);
  console.log(`${name}: ${records.length} records in ${writeLogs(path.join(folder, "logs"), records)} files`);
}
