// Builds the report's page into dist/ui: a script and a style sheet that go into each report, and
// a renderer that the command line loads. Run `node scripts/build-ui.mjs [--out DIR]`.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { values } = parseArgs({ options: { out: { type: "string" } } });
const outDir = resolve(values.out ?? join(root, "dist", "ui"));

const shared = {
  root: join(root, "ui"),
  configFile: false,
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};

// One classic script and one sheet: whatever is inlined must be a single text with a single hash.
await build({
  ...shared,
  build: {
    outDir,
    emptyOutDir: false,
    target: "es2022",
    cssTarget: "chrome111",
    lib: {
      entry: join(root, "ui/report/main.tsx"),
      formats: ["iife"],
      name: "faastrailReport",
      fileName: () => "report.client.js",
      cssFileName: "report",
    },
  },
  define: { "process.env.NODE_ENV": '"production"' },
});

// CommonJS, because a report is rendered in one synchronous call, and everything bundled, because
// Preact and the graph layout are no dependencies of the installed package.
await build({
  ...shared,
  build: {
    outDir,
    emptyOutDir: false,
    target: "node20",
    ssr: join(root, "ui/report/server.tsx"),
    rolldownOptions: { output: { format: "cjs", entryFileNames: "report.server.cjs", codeSplitting: false } },
  },
  ssr: { noExternal: true },
});

// What is bundled travels with its licence.
const bundled = ["preact", "preact-render-to-string", "@dagrejs/dagre", "@dagrejs/graphlib"];
const licences = bundled.map((name) => `${name}\n\n${readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8").trim()}\n`);
writeFileSync(join(outDir, "LICENCES.txt"), licences.join("\n----\n\n"));
