// npm run check: everything that a change must pass. Runs all steps and names those that failed.
// With names, only those steps (npm run check -- lint types); --list names them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, fail, root, run, runTool } from "./steps.mjs";

const CODE = ["src", "ui", "test", "scripts", "bin", "bench", "scenarios"].filter((path) => existsSync(join(root, path)));

const script = (name, ...args) => run(process.execPath, [join(root, "scripts", name), ...args]);

const STEPS = {
  types: () => runTool("typescript/bin/tsc", ["-p", "tsconfig.json"]),
  "report-types": () => runTool("typescript/bin/tsc", ["-p", join("ui", "tsconfig.json"), "--noEmit"]),
  "test-types": () => runTool("typescript/bin/tsc", ["-p", join("test", "tsconfig.json")]),
  lint: () => runTool("oxlint/bin/oxlint", ["--type-aware", "--deny-warnings", ...CODE]),
  format: () => runTool("oxfmt/bin/oxfmt", ["--check", ...CODE.map((path) => `${path}/**/*.{ts,tsx,mjs,css}`)]),
  registry: () => script("gen-registry.mjs", "--check"),
  schemas: () => script("gen-schemas.mjs", "--check"),
  unused: () => runTool("knip/bin/knip.js", []),
  tests: () => runTool("vitest/vitest.mjs", ["run"]),
};

const names = process.argv.slice(2);
if (names.includes("--list")) process.stdout.write(`${Object.keys(STEPS).join("\n")}\n`);
else check(names.length > 0 ? names : Object.keys(STEPS));

function check(wanted) {
  ensureInstalled();
  ensureBuilt();
  const failed = wanted.filter((name) => {
    process.stderr.write(`\n== ${name}\n`);
    return (STEPS[name] ?? (() => fail(`there is no check "${name}"; --list names them`, 2)))() !== 0;
  });
  process.stderr.write(failed.length === 0 ? "\nAll checks passed.\n" : `\nFailed: ${failed.join(", ")}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
