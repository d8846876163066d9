import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../util/package-root.ts";
import { aFact } from "../../facts/__fixtures__/a-fact.ts";
import { openStore } from "../../store/open-store.ts";
import { fakeIo, type FakeIo } from "../__fixtures__/fake-io.ts";
import { main } from "../main.ts";

const LOGS = join(packageRoot, "scenarios", "aws", "pathfinding-lambda-001", "logs");
const folder = fakeIo().cwd;
const file = join(folder, "facts.duckdb");

async function run(args: readonly string[], io: FakeIo = fakeIo()): Promise<FakeIo & { readonly code: number }> {
  return { ...io, code: await main(args, io) };
}

beforeAll(async () => {
  expect((await run(["scan", LOGS, "--store", file, "--quiet"])).code).toBe(0);
});

describe("store info", () => {
  it("says what made the store and what it holds, and changes nothing of it", async () => {
    const before = readFileSync(file);
    const { code, stdout, stderr } = await run(["store", "info", file]);
    expect(code, stderr.text()).toBe(0);
    const info = JSON.parse(stdout.text());
    expect(info).toMatchObject({ schema: "faastrail.store/1", usable: true, complete: true, finished: true, sources: ["aws/cloudtrail"] });
    expect(info.facts.deploy).toBeGreaterThan(0);
    expect(info.first_fact < info.last_fact).toBe(true);
    const text = (await run(["store", "info", file], fakeIo({ isTTY: true }))).stdout.text();
    expect(text).toMatch(/^Usable +yes/m);
    expect(text).toMatch(/^ +deploy +\d+$/m);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("also opens a store of other rules or without a finished scan, and says so", async () => {
    const other = join(folder, "other.duckdb");
    const store = await openStore({ file: other, digest: "other" });
    store.close();
    const { stdout } = await run(["store", "info", other]);
    expect(JSON.parse(stdout.text())).toMatchObject({ digest: "other", usable: false, complete: false, finished: false, first_fact: null });
  });
});

describe("store export", () => {
  it("writes every fact once, in the order of time, with where its record is", async () => {
    const target = join(folder, "facts.jsonl");
    const { code, stderr } = await run(["store", "export", file, "-o", target]);
    expect(code, stderr.text()).toBe(0);
    const facts = readFileSync(target, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { facts: counts } = JSON.parse((await run(["store", "info", file])).stdout.text());
    expect(facts).toHaveLength(Object.values<number>(counts).reduce((sum, count) => sum + count, 0));
    expect(new Set(facts.map(({ fact }) => fact)).size).toBe(facts.length);
    const order = facts.map(({ time, fact }) => `${time} ${fact}`);
    expect(order).toEqual(order.toSorted());
    expect(facts[0]).toMatchObject({ schema: "faastrail.fact/1", raw: { file: expect.any(String), offset: expect.any(Number) } });
    if (process.platform !== "win32") expect(statSync(target).mode & 0o077).toBe(0);
    expect((await run(["store", "export", file])).stdout.text()).toBe(readFileSync(target, "utf8"));
    expect((await run(["store", "export", file, "-o", target])).code).toBe(2);
    expect((await run(["store", "export", file, "-o", target, "--force"])).code).toBe(0);
  });

  it("goes through more facts than one page, many of them at the same moment", async () => {
    const many = join(folder, "many.duckdb");
    const store = await openStore({ file: many, digest: "d" });
    const facts = Array.from({ length: 4500 }, (_, at) => ({
      ...aFact({ kind: "act" }),
      factId: `f_${at.toString(16)}`,
      tsMs: 1000 + Math.floor(at / 1500),
    }));
    await store.sink.addFacts(facts);
    await store.finish();
    store.close();
    const { stdout } = await run(["store", "export", many]);
    const ids = stdout
      .text()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).fact);
    expect(new Set(ids).size).toBe(4500);
    expect(ids).toHaveLength(4500);
  });
});

it.each([
  ["a file that is not there", "missing.duckdb"],
  ["a file that is no database", "notes.txt"],
  ["a folder", "."],
])("refuses %s with exit code 2", async (_, name) => {
  writeFileSync(join(folder, "notes.txt"), "no database\n".repeat(1000));
  const { code, stderr } = await run(["store", "info", join(folder, name)]);
  expect(code, stderr.text()).toBe(2);
  expect(stderr.text()).not.toContain("internal error");
});
