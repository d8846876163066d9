import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io, Stream } from "../io.ts";

export interface FakeStream extends Stream {
  readonly text: () => string;
}

export interface FakeIo extends Io {
  readonly stdout: FakeStream;
  readonly stderr: FakeStream;
}

/** A world of its own for one run of `main`: no terminal, no environment, an empty folder. */
export function fakeIo({ isTTY = false }: { isTTY?: boolean } = {}): FakeIo {
  const cwd = mkdtempSync(join(tmpdir(), "faastrail-cli-"));
  return { stdout: fakeStream(isTTY), stderr: fakeStream(isTTY), env: {}, cwd, now: () => 0 };
}

function fakeStream(isTTY: boolean): FakeStream {
  const written: string[] = [];
  return { write: (text) => written.push(text), isTTY, columns: 80, text: () => written.join("") };
}
