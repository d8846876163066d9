import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Incident } from "../src/incidents/incident.ts";
import { runProgram } from "./lib/run-program.ts";
import { root } from "./lib/sources.ts";

const ATTACK = join(root, "scenarios", "aws", "pathfinding-lambda-001", "logs");
const TWIN = join(root, "scenarios", "aws", "ci-oidc", "logs");
const SUMMARY_KEYS = "schema complete records fact_bearing rolled_up irrelevant duplicate quarantined remainder inputs skipped incidents";

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "faastrail-cli-"));
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

describe("faastrail scan", () => {
  it("writes incidents to standard output and ends standard error with the summary", async () => {
    const { code, stdout, stderr } = await runProgram(["scan", ATTACK, "--format", "jsonl"]);
    expect(code, stderr).toBe(0);
    const incidents = stdout
      .trimEnd()
      .split("\n")
      .map((line) => Incident.parse(JSON.parse(line)));
    expect(incidents.map(({ severity }) => severity)).toContain("critical");
    const summary = JSON.parse(lastLine(stderr));
    expect(Object.keys(summary).slice(0, 12).join(" ")).toBe(SUMMARY_KEYS);
    expect(summary).toMatchObject({ schema: "faastrail.summary/1", complete: true, remainder: 0, quarantined: 0 });
    expect(stderr).toContain("Incidents");
    expect(stderr).not.toContain("\u001b");
  });

  it("is the default format in a pipe, and --quiet leaves only the summary line", async () => {
    const { stdout, stderr } = await runProgram(["scan", ATTACK, "--quiet"]);
    expect(JSON.parse(stdout.split("\n")[0] ?? "")).toMatchObject({ schema: "faastrail.incident/1" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("exits with 1 only when --fail-on asks for it and is met", async () => {
    expect((await runProgram(["scan", ATTACK, "--fail-on", "critical"])).code).toBe(1);
    expect((await runProgram(["scan", TWIN, "--fail-on", "medium"])).code).toBe(0);
  });

  it("reads standard input", async () => {
    const record = {
      eventVersion: "1.08",
      eventTime: "2026-03-04T10:00:00Z",
      eventSource: "s3.amazonaws.com",
      eventName: "ListBuckets",
      eventID: "1",
      userIdentity: {},
    };
    const { code, stderr } = await runProgram(["scan", "-", "--format", "jsonl"], { stdin: `${JSON.stringify(record)}\n` });
    expect(code, stderr).toBe(0);
    expect(JSON.parse(lastLine(stderr))).toMatchObject({ records: 1, complete: true });
  });

  it("keeps what stands before damage, says so on one line, and exits with 3", async () => {
    const folder = newFolder();
    const [name = ""] = readdirSync(ATTACK, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".gz"));
    const whole = readFileSync(join(ATTACK, name));
    writeFileSync(join(folder, "cut.json.gz"), whole.subarray(0, whole.length - 200));
    writeFileSync(join(folder, "README.md"), "no log");
    const { code, stderr } = await runProgram(["scan", folder, "--format", "jsonl"]);
    expect(code, stderr).toBe(3);
    expect(JSON.parse(lastLine(stderr))).toMatchObject({
      complete: false,
      remainder: 0,
      skipped: [{ file: expect.stringContaining("README.md") }],
    });
    expect(stderr).toContain("cut.json.gz");
  });

  it("never takes nothing for a clean result", async () => {
    const folder = newFolder();
    expect((await runProgram(["scan", folder])).code).toBe(3);
    writeFileSync(join(folder, "empty.json.gz"), gzipSync(""));
    expect((await runProgram(["scan", folder])).code).toBe(3);
  });

  it("lets an incident win over incompleteness, and the incident says that it is incomplete", async () => {
    const broken = join(newFolder(), "broken.json");
    writeFileSync(broken, '{"Records":[{"eventVersion":"1.08"');
    const { code, stdout } = await runProgram(["scan", ATTACK, broken, "--format", "jsonl", "--fail-on", "high"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout.split("\n")[0] ?? "")).toMatchObject({ complete: false });
  });

  it("writes files by their ending, for their owner only, and overwrites nothing without --force", async () => {
    const folder = newFolder();
    const report = join(folder, "report.html");
    const args = ["scan", ATTACK, "-o", report, "-o", join(folder, "found.jsonl"), "--format", "table"];
    const first = await runProgram(args);
    expect(first.code, first.stderr).toBe(0);
    expect(readFileSync(report, "utf8")).toMatch(/^<!doctype html>/i);
    expect(first.stdout).toContain("CRITICAL");
    if (process.platform !== "win32") expect(statSync(report).mode & 0o077).toBe(0);
    const second = await runProgram(args);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain("exists already");
    expect((await runProgram([...args, "--force"])).code).toBe(0);
  });

  it("ends quietly when its reader goes away", async () => {
    const { code, stderr } = await runProgram(["scan", ATTACK, "--format", "jsonl", "--quiet"], { hangUp: true });
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|Error/);
  });

  it.each([
    ["no path", ["scan"]],
    ["an unknown verb", ["serch", "x"]],
    ["an unknown flag", ["scan", ATTACK, "--frmat", "x"]],
    ["an unknown format", ["scan", ATTACK, "--format", "xml"]],
    ["an unknown level", ["scan", ATTACK, "--fail-on", "severe"]],
    ["a bad date", ["scan", ATTACK, "--from", "2026-02-30"]],
    ["a folder of rules that is not there", ["scan", ATTACK, "--rules", "no-such-folder"]],
    ["a path that is not there", ["scan", "no-such-logs"]],
  ])("refuses %s at once with exit code 2", async (_, args) => {
    const { code, stdout, stderr } = await runProgram(args);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).not.toContain("    at ");
  });
});

describe("faastrail explain, incidents, rules and config", () => {
  it("lists and explains what a store holds without the logs", async () => {
    const store = join(newFolder(), "facts.duckdb");
    const scan = await runProgram(["scan", ATTACK, "--store", store, "--format", "jsonl"]);
    const listed = await runProgram(["incidents", "--store", store, "--format", "jsonl"]);
    expect(listed.stdout).toBe(scan.stdout);
    const { id, automation } = JSON.parse(listed.stdout.split("\n")[0] ?? "");
    const why = await runProgram(["explain", id, "--store", store, "--format", "text"]);
    expect(why.code, why.stderr).toBe(0);
    expect(why.stdout).toContain(automation.id);
    expect((await runProgram(["explain", ATTACK, "--automation", automation.name, "--format", "text"])).stdout).toBe(why.stdout);
    expect((await runProgram(["explain", ATTACK, "--automation", "no-such-function"])).code).toBe(2);
  });

  it("lists, shows, tests and lints the rules", async () => {
    const list = await runProgram(["rules", "list"]);
    const rule = JSON.parse(list.stdout.split("\n")[0] ?? "");
    expect((await runProgram(["rules", "show", rule.id])).stdout).toContain("logsource:");
    expect(await runProgram(["rules", "test"])).toMatchObject({ code: 0, stdout: expect.stringContaining("0 failed") });
    expect(await runProgram(["rules", "lint"])).toMatchObject({ code: 0, stdout: expect.stringContaining("0 errors") });
  });

  it("shows the effective configuration and where it comes from", async () => {
    const { stdout } = await runProgram(["config", "show"], { env: { FAASTRAIL_FAIL_ON: "high" } });
    expect(stdout).toMatch(/^fail_on: "high"\s+# from FAASTRAIL_FAIL_ON$/m);
  });
});
