import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePatched } from "../scenarios/lib/patch.mjs";
import { loadScenarios } from "../scenarios/lib/scenario.mjs";
import { runProgram } from "./lib/run-program.ts";

/* A first `terraform apply` whose new role may do everything: medium, and known to be right by whoever wrote the exclusion. */

const folder = mkdtempSync(join(tmpdir(), "faastrail-exclusions-"));
const logs = join(folder, "logs");
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => {
  const scenario = loadScenarios().find(({ name }) => name === "terraform-create-fail-retry");
  writePatched(scenario?.logs ?? "", logs, scenario?.minimal_pair.patch ?? []);
});

const DEVELOPERS = "arn:aws:iam::111122223333:role/AWSReservedSSO_Developer_74a7ede931deeef3";

/** The last day that may be named today, and a first one, for what the calendar decides. */
const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

function exclusionFile(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `exclusions:\n  - ${lines.join("\n    ")}\n`);
  return file;
}

const lines = (expires: string): readonly string[] => [
  "id: bootstrap",
  `principal: ${DEVELOPERS}`,
  "action: lambda:CreateFunction",
  "reason: reviewed in OPS-114",
  `expires: ${expires}`,
];

describe("--exclusions", () => {
  it("quiets a deployment by Terraform that is known to be right, and says so everywhere", async () => {
    const file = exclusionFile("good.yaml", lines(soon));
    const { code, stdout, stderr } = await runProgram(["scan", logs, "--exclusions", file, "--format", "jsonl"]);
    expect(code, stderr).toBe(0);
    expect(stdout).not.toContain('"severity":"medium"');
    expect(stderr).toContain("bootstrap: 6 facts not counted as evidence");
    const summary = JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "");
    expect(summary.exclusions).toMatchObject([
      { id: "bootstrap", principal: DEVELOPERS, used: 6, expired: 0, reason: "reviewed in OPS-114" },
    ]);
    const explained = await runProgram(["explain", logs, "--automation", "orders-dev-reconcile", "--exclusions", file, "--format", "text"]);
    expect(explained.stdout).toContain(`excluded by bootstrap until ${soon}: reviewed in OPS-114`);
  });

  it("no longer applies after its last day, and is named in a warning", async () => {
    const { stdout, stderr } = await runProgram(["scan", logs, "--exclusions", exclusionFile("over.yaml", lines("2026-10-11"))]);
    expect(stdout).toContain('"severity":"medium"');
    expect(stderr).toContain("warning: exclusion bootstrap expired on 2026-10-11: 6 later facts counted as evidence");
  });

  it("is read from the environment, and from faastrail.yaml in the folder", async () => {
    const file = exclusionFile("faastrail.yaml", lines(soon));
    for (const options of [{ cwd: folder }, { env: { FAASTRAIL_EXCLUSIONS: file } }]) {
      const { stderr } = await runProgram(["scan", logs], options);
      expect(stderr).toContain("bootstrap: 6 facts");
    }
  });

  it.each([
    ["no reason", lines(soon).toSpliced(3, 1), /:2:5: exclusions\.0\.reason: say why/],
    ["a pattern", lines(soon).with(1, 'principal: "arn:aws:iam::111122223333:role/*"'), /:3:16: exclusions\.0\.principal: wildcards/],
    ["an invisible character", lines(soon).with(1, `principal: ${DEVELOPERS}\u200b`), /:3:16: exclusions\.0\.principal: .*invisible/],
    ["no end", lines("never"), /:6:14: exclusions\.0\.expires: give a date/],
    ["an end years away", lines("2199-01-01"), /:6:14: exclusions\.0\.expires: 2199-01-01 is more than 366 days ahead/],
    ["a number for an account", [...lines(soon), "account: 012345678901"], /:7:14: exclusions\.0\.account: give it as text, in quotes/],
    ["a user agent", [...lines(soon), "user_agent: Terraform"], /:7:5: exclusions\.0: .*user_agent/],
  ])("is refused with %s, by line and column", async (_, content, message) => {
    const { code, stderr } = await runProgram(["scan", logs, "--exclusions", exclusionFile("bad.yaml", content)]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
