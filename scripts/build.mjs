// npm run build: TypeScript to dist/, then the bundles of program and report. Skips itself when nothing changed; --force builds anyway.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, fail, hashOf, root, run, runTool } from "./steps.mjs";

const INPUTS = [
  "src",
  "content/analytics",
  "content/stage-rules",
  "ui",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "scripts/build.mjs",
  "scripts/build-ui.mjs",
  "scripts/build-cli.mjs",
];
const dist = join(root, "dist");
const stamp = join(dist, ".built-from");

ensureInstalled();
const wanted = hashOf(INPUTS);
const built = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
if (built !== wanted || process.argv.includes("--force")) build();

function build() {
  process.stderr.write("faastrail: building dist/\n");
  rmSync(dist, { recursive: true, force: true });
  if (runTool("typescript/bin/tsc", ["-p", "tsconfig.build.json"]) !== 0) fail("the TypeScript sources do not compile", 1);
  if (run(process.execPath, [join(root, "scripts", "build-cli.mjs")]) !== 0) fail("the program could not be bundled", 1);
  if (run(process.execPath, [join(root, "scripts", "build-ui.mjs")]) !== 0) fail("the report could not be bundled", 1);
  // Written last: an interrupted build leaves no stamp and is done again.
  writeFileSync(stamp, wanted);
}
