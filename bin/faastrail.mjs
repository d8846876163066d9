#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const program = new URL("../dist/faastrail.js", import.meta.url);
if (existsSync(fileURLToPath(program))) {
  const { runProcess } = await import(program.href);
  await runProcess();
} else {
  process.stderr.write("faastrail: not built yet: run `npm run build` first\n");
  process.exitCode = 4;
}
