import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadStageRules } from "../rules/files/load-stage-rules.ts";
import { MISNOMERS } from "../rules/misnomers.ts";
import { fakeIo, type FakeIo } from "./__fixtures__/fake-io.ts";
import { main } from "./main.ts";

async function run(args: readonly string[], io: FakeIo = fakeIo()): Promise<{ readonly code: number; readonly said: string }> {
  const code = await main(args, io);
  return { code, said: io.stderr.text() };
}

describe("names that no log holds", () => {
  it("are answered with the real ones", async () => {
    const { code, said } = await run(["explain", "AddFlow"]);
    expect(code).toBe(2);
    expect(said).toContain("there is no such operation; Power Automate logs CreateFlow and EditFlow");
    expect((await run(["rules", "show", "updateflow"])).said).toContain("EditFlow");
    expect((await run(["explain", "script"])).said).toContain("no application of this name in the Reports API");
  });

  it("are files where such a file is given", async () => {
    const io = fakeIo();
    mkdirSync(join(io.cwd, "script"), { recursive: true });
    expect((await run(["explain", "--automation", "x", "script"], io)).said).not.toContain("Reports API");
  });

  it("point at rules that exist, and are no names of rules or twice in the list", async () => {
    const ids = new Set((await loadStageRules()).map(({ id }) => id));
    expect(MISNOMERS.flatMap(({ rules }) => rules).filter((id) => !ids.has(id))).toEqual([]);
    const names = MISNOMERS.flatMap((one) => one.names.map((name) => name.toLowerCase()));
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => ids.has(name))).toEqual([]);
  });
});
