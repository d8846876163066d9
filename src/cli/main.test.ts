import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { usesColour } from "./context.ts";
import { quoted } from "./printing/shell-quote.ts";
import type { Io, Stream } from "./io.ts";
import { main } from "./main.ts";
import { progressBar } from "./printing/progress.ts";

interface FakeStream extends Stream {
  readonly text: () => string;
}

function fakeStream(isTTY: boolean): FakeStream {
  const written: string[] = [];
  return { write: (text) => written.push(text), isTTY, columns: 80, text: () => written.join("") };
}

function fakeIo(more: Partial<Io> = {}): Io & { readonly stderr: FakeStream } {
  const stderr = fakeStream(false);
  return { stdout: fakeStream(false), env: {}, cwd: mkdtempSync(join(tmpdir(), "faastrail-main-")), now: () => 0, ...more, stderr };
}

test("a bug ends with exit code 4 and a hint, and shows its stack only when asked", async () => {
  const broken = {
    ...fakeStream(false),
    write: () => {
      throw new Error("disk on fire\u001b[2J");
    },
  };
  const short = fakeIo({ stdout: broken });
  expect(await main(["config", "show"], short)).toBe(4);
  expect(short.stderr.text()).toBe(
    "faastrail: internal error: disk on fire\\u{1b}[2J\n  Run it again with -v for details, and please report it with them.\n",
  );
  const long = fakeIo({ stdout: broken });
  expect(await main(["config", "show", "-v"], long)).toBe(4);
  expect(long.stderr.text()).toContain("main.test.ts");
});

test("help and version are no errors, a wrong flag is", async () => {
  expect(await main(["--version"], fakeIo())).toBe(0);
  expect(await main(["scan", "--help"], fakeIo())).toBe(0);
  expect(await main(["scan", "--nonsense"], fakeIo())).toBe(2);
});

test("colour follows the flag, then NO_COLOR and FORCE_COLOR, then the terminal", () => {
  const tty = fakeStream(true);
  const pipe = fakeStream(false);
  expect(usesColour(tty, "auto", {})).toBe(true);
  expect(usesColour(pipe, "auto", {})).toBe(false);
  expect(usesColour(tty, "auto", { NO_COLOR: "1" })).toBe(false);
  expect(usesColour(pipe, "auto", { FORCE_COLOR: "1" })).toBe(true);
  expect(usesColour(tty, "never", { FORCE_COLOR: "1" })).toBe(false);
  expect(usesColour(tty, "auto", { TERM: "dumb" })).toBe(false);
});

test("the progress bar is for terminals only and fits one line", () => {
  const tty = fakeStream(true);
  progressBar(tty, true).update({ files: 5, totalFiles: 10, records: 12_345 });
  expect(tty.text()).toContain("5/10 files, 12,345 records");
  for (const [stream, enabled] of [
    [fakeStream(false), true],
    [fakeStream(true), false],
  ] as const) {
    progressBar(stream, enabled).update({ files: 1, totalFiles: 1, records: 1 });
    expect(stream.text()).toBe("");
  }
});

test("paths are quoted for a shell", () => {
  expect(quoted("logs/a-1.json")).toBe("logs/a-1.json");
  expect(quoted("it's $(here)")).toBe(`'it'\\''s $(here)'`);
});
