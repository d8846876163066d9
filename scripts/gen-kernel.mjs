/**
 * Compiles kernel/*.ts (AssemblyScript) into the .gen.ts files of src/inputs: `node scripts/gen-kernel.mjs`.
 * The compiler is fetched for the purpose and is no dependency: it is needed only when a kernel
 * changes. A test holds that what was compiled is the source as it stands.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, npm, root } from "./steps.mjs";

const COMPILER = "assemblyscript@0.28.20";
const FLAGS = "-O3 --noAssert --runtime stub --enable simd --enable bulk-memory --importMemory --memoryBase 8".split(" ");
const KERNELS = [
  {
    name: "scan",
    imports: ["activity", "bytes", "groups", "json", "names", "time", "values"],
    target: "search/kernel.gen.ts",
    prefix: "KERNEL",
    flags: [],
  },
  // Its memory is shared with the thread that uses what it makes; 640 pages are 40 MB.
  {
    name: "inflate",
    imports: ["crc"],
    target: "open/inflate.gen.ts",
    prefix: "INFLATE",
    flags: "--enable threads --sharedMemory --maximumMemory 640".split(" "),
  },
];

const scratch = mkdtempSync(join(tmpdir(), "faastrail-kernel-"));
for (const kernel of KERNELS) compile(kernel);
rmSync(scratch, { recursive: true });

function compile({ name, imports, target, prefix, flags }) {
  const source = join(root, "kernel", `${name}.ts`);
  const wasm = join(scratch, `${name}.wasm`);
  if (npm(["exec", "--yes", `--package=${COMPILER}`, "--", "asc", source, "--outFile", wasm, ...FLAGS, ...flags]) !== 0)
    fail(`kernel/${name}.ts does not compile`, 1);
  const parts = [name, ...imports].map((part) => readFileSync(join(root, "kernel", `${part}.ts`)));
  const digest = createHash("sha256").update(Buffer.concat(parts)).digest("hex");
  const text = `// Made by \`node scripts/gen-kernel.mjs\` from kernel/${name}.ts; do not edit.
/** SHA-256 of the source that this was compiled from. */
export const ${prefix}_SOURCE_SHA256 = "${digest}";
export const ${prefix}_BASE64 =
  "${readFileSync(wasm).toString("base64")}";
`;
  writeFileSync(join(root, "src", "inputs", target), text);
}
