// npm run check: everything that a change must pass. Runs all of it and names what failed. --no-tests leaves out the tests.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, root, run, runTool } from "./steps.mjs";

const CODE = ["src", "ui", "test", "scripts", "bin", "scenarios", "bench"].filter((path) => existsSync(join(root, path)));

const script = (name, ...args) => run(process.execPath, [join(root, "scripts", name), ...args]);

const STEPS = {
  types: () => runTool("typescript/bin/tsc", ["-p", "tsconfig.json"]),
  "types of the report": () => runTool("typescript/bin/tsc", ["-p", join("ui", "tsconfig.json"), "--noEmit"]),
  lint: () => runTool("oxlint/bin/oxlint", ["--type-aware", "--deny-warnings", ...CODE]),
  format: () => runTool("oxfmt/bin/oxfmt", ["--check", ...CODE.filter((path) => path !== "scenarios"), "scenarios/**/*.ts"]),
  "generated registry": () => script("gen-registry.mjs", "--check"),
  "generated schemas": () => script("gen-schemas.mjs", "--check"),
  "unused code": () => runTool("knip/bin/knip.js", []),
  tests: () => runTool("vitest/vitest.mjs", ["run"]),
};

ensureInstalled();
ensureBuilt();
const wanted = Object.entries(STEPS).filter(([name]) => name !== "tests" || !process.argv.includes("--no-tests"));
const failed = wanted.filter(([name, step]) => {
  process.stderr.write(`\n== ${name}\n`);
  return step() !== 0;
});
process.stderr.write(failed.length === 0 ? "\nAll checks passed.\n" : `\nFailed: ${failed.map(([name]) => name).join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
