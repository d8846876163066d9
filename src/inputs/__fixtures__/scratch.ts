import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder for one test file's inputs; `clear` removes it. */
export function scratchFolder(): { path: string; write(name: string, bytes: string | Buffer): string; clear(): void } {
  const path = mkdtempSync(join(tmpdir(), "faastrail-inputs-"));
  return {
    path,
    write: (name, bytes) => {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      return file;
    },
    clear: () => rmSync(path, { recursive: true, force: true }),
  };
}
