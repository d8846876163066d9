#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

// V8 makes fast code of what has run some thousand times, which takes longer than it gives where all is over in seconds. So it waits six
// times as long; what a large scan does over and over still becomes fast.
setFlagsFromString("--interrupt-budget=400000");

const program = new URL("../dist/faastrail.js", import.meta.url);
if (existsSync(fileURLToPath(program))) {
  const { runProcess } = await import(program.href);
  await runProcess();
} else {
  process.stderr.write("faastrail: not built yet: run `npm run build` first\n");
  process.exitCode = 4;
}
