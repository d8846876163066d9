/**
 * Writes src/sources/registry.gen.ts: every file src/sources/PROVIDER/LOG.ts with a default
 * export is a log source. `--check` writes nothing and fails when the committed file is stale.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const sources = `${root}src/sources/`;
const target = `${sources}registry.gen.ts`;

function sourceIds() {
  const ids = [];
  for (const provider of readdirSync(sources, { withFileTypes: true })) {
    if (!provider.isDirectory() || provider.name.startsWith("__")) continue;
    for (const file of readdirSync(`${sources}${provider.name}`)) {
      if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
      if (!/^export default /m.test(readFileSync(`${sources}${provider.name}/${file}`, "utf8"))) continue;
      ids.push(`${provider.name}/${file.slice(0, -3)}`);
    }
  }
  return ids.toSorted();
}

/** `aws/cloudtrail` becomes `awsCloudtrail`. */
function variableName(id) {
  return id.replace(/[/-]([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

function registry(ids) {
  const imports = ids.map((id) => `import ${variableName(id)} from "./${id}.ts";`).join("\n");
  const names = ids.map(variableName).join(", ");
  return `// Written by \`npm run gen\`; do not edit.
import type { Source } from "./contract.ts";
${imports}

/** Every log source, by id. */
export const SOURCES: readonly Source[] = [${names}];
`;
}

const wanted = registry(sourceIds());
if (process.argv.includes("--check")) {
  let found = "";
  try {
    found = readFileSync(target, "utf8");
  } catch {
    // A missing file is as stale as an old one.
  }
  if (found !== wanted) {
    process.stderr.write("src/sources/registry.gen.ts is stale; run: npm run gen\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, wanted);
}
