// Bundles dist/cli and what it needs into dist/faastrail.js and, for what is loaded only where it is needed, some more files
// beside it. Finding and loading five hundred small modules costs half a second at each start. Native code stays outside.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { root } from "./steps.mjs";

const outDir = join(root, "dist");
const result = await build({
  root,
  configFile: false,
  logLevel: "warn",
  build: {
    outDir,
    emptyOutDir: false,
    copyPublicDir: false,
    minify: false,
    target: "node20",
    ssr: join(outDir, "cli", "main.js"),
    rolldownOptions: { output: { format: "es", entryFileNames: "faastrail.js", chunkFileNames: "faastrail-[name].js" } },
  },
  ssr: { noExternal: true, external: ["@duckdb/node-bindings"] },
});

// Our content, read and checked now rather than at each start. The loader compares it with the files.
const { prepareContent } = await import(pathToFileURL(join(outDir, "cli", "prepare-content.js")).href);
writeFileSync(join(outDir, "content.jsonl"), await prepareContent());

// What is bundled travels with its licence.
const modules = result.output.flatMap((chunk) => chunk.moduleIds ?? []);
const names = modules.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"))?.[1] ?? []);
const licences = [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1)).map((name) => `${name}\n\n${licenceOf(name).trim()}\n`);
writeFileSync(join(outDir, "LICENCES.txt"), licences.join("\n----\n\n"));

function licenceOf(name) {
  const folder = join(root, "node_modules", name);
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) : undefined;
  return file === undefined
    ? JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).license
    : readFileSync(join(folder, file), "utf8");
}
