/**
 * Compiles kernel/scan.ts (AssemblyScript) into src/inputs/kernel.gen.ts: `node scripts/gen-kernel.mjs`.
 * The compiler is fetched for the purpose and is no dependency: it is needed only when the kernel
 * changes. A test holds that what was compiled is the source as it stands.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, npm, root } from "./steps.mjs";

const COMPILER = "assemblyscript@0.28.20";
const FLAGS = "-O3 --noAssert --runtime stub --enable simd --enable bulk-memory --importMemory --memoryBase 8".split(" ");

const source = join(root, "kernel", "scan.ts");
const target = join(root, "src", "inputs", "kernel.gen.ts");
const scratch = mkdtempSync(join(tmpdir(), "faastrail-kernel-"));
const wasm = join(scratch, "scan.wasm");
if (npm(["exec", "--yes", `--package=${COMPILER}`, "--", "asc", source, "--outFile", wasm, ...FLAGS]) !== 0)
  fail("the kernel does not compile", 1);
const digest = createHash("sha256").update(readFileSync(source)).digest("hex");
const text = `// Made by \`node scripts/gen-kernel.mjs\` from kernel/scan.ts; do not edit.
/** SHA-256 of the source that this was compiled from. */
export const KERNEL_SOURCE_SHA256 = "${digest}";
export const KERNEL_BASE64 =
  "${readFileSync(wasm).toString("base64")}";
`;
writeFileSync(target, text);
rmSync(scratch, { recursive: true });
