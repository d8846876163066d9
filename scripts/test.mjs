// npm test: installs and builds if needed, then runs every test. Arguments go to vitest.
import { ensureBuilt, ensureInstalled, runTool } from "./steps.mjs";

ensureInstalled();
ensureBuilt();
process.exitCode = runTool("vitest/vitest.mjs", ["run", ...process.argv.slice(2)]);
