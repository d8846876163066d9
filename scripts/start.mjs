// npm start: installs and builds if needed, then scans the bundled stories, or runs the program with the given arguments.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, root, run } from "./steps.mjs";

const REPORT = "faastrail-report.html";

ensureInstalled();
ensureBuilt();
const args = process.argv.slice(2);
process.exitCode = args.length > 0 ? faastrail(args, process.env.INIT_CWD) : demonstrate();

/** Paths on the command line mean the folder in which npm was called. */
function faastrail(programArgs, cwd = root) {
  return run(process.execPath, [join(root, "bin", "faastrail.mjs"), ...programArgs], { cwd });
}

function demonstrate() {
  const stories = join("scenarios", "aws");
  const logs = readdirSync(join(root, stories))
    .map((name) => join(stories, name, "logs"))
    .filter((path) => existsSync(join(root, path)));
  const code = faastrail(["scan", ...logs, "--format", "table", "-o", REPORT, "--force"]);
  process.stderr.write(`
These were the bundled stories: attacks, and harmless twins that look like them.
The report:      ${join(root, REPORT)}  (open it in a browser)
Your own logs:   npm start -- scan PATH
Why, or why not: npm start -- explain ${stories} --automation NAME
`);
  return code;
}
