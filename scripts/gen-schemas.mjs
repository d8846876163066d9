// Writes the JSON Schemas of docs/reference from the types of the built program. --check only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ensureBuilt, fail, root } from "./steps.mjs";

ensureBuilt();
const { Config } = await import("../dist/cli/config/schema.js");
const { Incident } = await import("../dist/incidents/incident.js");
const SCHEMAS = {
  "incident.schema.json": { title: "faastrail.incident/1: one line of --format jsonl", type: Incident },
  "config.schema.json": { title: "faastrail.yaml", type: Config },
};

const stale = Object.entries(SCHEMAS).filter(([name, { title, type }]) => {
  const file = join(root, "docs", "reference", name);
  const text = `${JSON.stringify({ title, ...z.toJSONSchema(type) }, null, 2)}\n`;
  if (process.argv.includes("--check")) return read(file) !== text;
  writeFileSync(file, text);
  return false;
});
if (stale.length > 0) fail(`docs/reference/${stale[0][0]} is out of date: run node scripts/gen-schemas.mjs`, 1);

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
