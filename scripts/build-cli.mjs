// Bundles dist/cli and what it needs into dist/faastrail.js and, for what is loaded only where it is needed, some more files
// beside it. Finding and loading five hundred small modules costs half a second at each start. Native code stays outside.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { root } from "./steps.mjs";

const outDir = join(root, "dist");
const program = await bundle("cli/main.js", { entryFileNames: "faastrail.js", chunkFileNames: "faastrail-[name].js" });
// A thread needs little of it, and would otherwise find two dozen small modules by itself.
const thread = await bundle("inputs/open/inflate-worker.js", { entryFileNames: "inflate-worker.js", codeSplitting: false });

// Our content, read and checked now rather than at each start. The loader compares it with the files.
const { prepareContent } = await import(pathToFileURL(join(outDir, "cli", "pipeline", "prepare-content.js")).href);
writeFileSync(join(outDir, "content.jsonl"), await prepareContent());

// What is bundled travels with its licence.
const modules = [...program, ...thread].flatMap((chunk) => chunk.moduleIds ?? []);
const names = modules.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/"))?.[1] ?? []);
const licences = [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1)).map((name) => `${name}\n\n${licenceOf(name).trim()}\n`);
writeFileSync(join(outDir, "LICENCES.txt"), licences.join("\n----\n\n"));

async function bundle(entry, files) {
  const { output } = await build({
    root,
    configFile: false,
    logLevel: "warn",
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      target: "node20",
      ssr: join(outDir, entry),
      rolldownOptions: { output: { format: "es", ...files } },
    },
    ssr: { noExternal: true, external: ["@duckdb/node-bindings"] },
  });
  return output;
}

function licenceOf(name) {
  const folder = join(root, "node_modules", name);
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) : undefined;
  return file === undefined
    ? JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).license
    : readFileSync(join(folder, file), "utf8");
}
