/** Fuzzes as long as wanted, with other records each time: node test/fuzz/run.mjs --records 1000000 [--seed 7] */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values } = parseArgs({ options: { records: { type: "string", default: "1000000" }, seed: { type: "string" } } });
const seed = values.seed ?? String(Math.floor(Date.now() / 1000));
const env = { ...process.env, TEST_FUZZ_RECORDS: values.records, TEST_FUZZ_SEED: seed };
const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "test/fuzz"], { cwd: root, env, stdio: "inherit" });
process.exitCode = status ?? 1;
