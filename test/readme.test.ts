import { existsSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProgram } from "./lib/run-program.ts";
import { root } from "./lib/sources.ts";

/** Every `faastrail ...` line of the shell examples in the documents that newcomers read. */
const documents = ["README.md", "CONTRIBUTING.md", "docs/guide/writing-rules.md"].filter((file) => existsSync(join(root, file)));
const commands = documents.flatMap((file) => commandsOf(readFileSync(join(root, file), "utf8")).map((command) => ({ file, command })));

describe("commands in the documents", () => {
  it("are found", () => {
    expect(documents).toContain("README.md");
  });

  const folder = folderLikeTheProject();
  for (const { file, command } of commands) {
    const args = command.split(/\s+/).slice(1);
    const runnable = args.filter((word) => word.startsWith("scenarios/")).length > 0 || args[0] === "rules" || args[0] === "config";

    it(`${file}: ${command}`, { timeout: 120_000 }, async () => {
      // Examples with invented paths only have to be understood; --help stops right after parsing the verb.
      const { code, stderr } = await runProgram(runnable ? args : [args[0] ?? "", "--help"], { cwd: folder });
      expect([0, 1, 3], stderr).toContain(code);
      if (!runnable) expect(unknownFlags(args, (await runProgram([args[0] ?? "", "--help"], { cwd: folder })).stdout)).toEqual([]);
    });
  }
});

function commandsOf(markdown: string): readonly string[] {
  const blocks = markdown.matchAll(/```(?:sh|bash|console|shell)\n([\s\S]*?)```/g);
  const lines = [...blocks].flatMap(([, body]) => (body ?? "").split("\n"));
  return lines
    .map((line) =>
      line
        .replace(/^\$ /, "")
        .replace(/\s+#.*$/, "")
        .replace(/^(npx faastrail|node bin\/faastrail\.mjs|npm start --) /, "faastrail ")
        .trim(),
    )
    .filter((line) => line.startsWith("faastrail ") && !/[|><;&$]/.test(line));
}

function unknownFlags(args: readonly string[], help: string): readonly string[] {
  const flags = args.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split("=")[0] ?? word);
  return flags.filter((flag) => !help.includes(flag));
}

/** Output files of examples land in a folder of their own, which sees the bundled stories. */
function folderLikeTheProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "faastrail-readme-"));
  symlinkSync(join(root, "scenarios"), join(folder, "scenarios"), "dir");
  symlinkSync(join(root, "content"), join(folder, "content"), "dir");
  return folder;
}
