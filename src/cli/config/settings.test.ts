import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

const now = (): number => Date.UTC(2026, 10, 22);

function folderWith(yaml: string): string {
  const cwd = mkdtempSync(join(tmpdir(), "faastrail-config-"));
  writeFileSync(join(cwd, "faastrail.yaml"), yaml);
  return cwd;
}

test("a flag wins over the environment, which wins over the file", async () => {
  const cwd = folderWith("fail_on: low\nmin_severity: medium\nrules: [more-rules]\nlimits:\n  depth: 32\n  file_bytes: 10\n");
  const env = { FAASTRAIL_MIN_SEVERITY: "high", FAASTRAIL_LIMITS_DEPTH: "48", OTHER: "x" };
  const { values, origins } = await readSettings({ fail_on: "critical" }, { env, cwd, now });
  expect(values).toMatchObject({
    fail_on: "critical",
    min_severity: "high",
    rules: [join(cwd, "more-rules")],
    limits: { depth: 48, file_bytes: 10 },
  });
  expect(origins).toMatchObject({
    fail_on: "flag",
    min_severity: "FAASTRAIL_MIN_SEVERITY",
    "limits.depth": "FAASTRAIL_LIMITS_DEPTH",
    "limits.file_bytes": join(cwd, "faastrail.yaml"),
    quiet: "default",
  });
});

test("every mistake in a file is told with line and column", async () => {
  const cwd = folderWith("fail_on: severe\nlimits:\n  depht: 3\n");
  await expect(readSettings({}, { env: {}, cwd, now })).rejects.toThrow(
    /faastrail\.yaml:1:10: fail_on: .*\n.*faastrail\.yaml:3:3: limits: .*depht/,
  );
});

test("broken YAML, unknown variables and bad values in variables are told", async () => {
  const cwd = folderWith("fail_on: [low\n");
  await expect(readSettings({}, { env: {}, cwd, now })).rejects.toThrow(/faastrail\.yaml:\d+:\d+/);
  const empty = folderWith("");
  await expect(readSettings({}, { env: { FAASTRAIL_FIAL_ON: "high" }, cwd: empty, now })).rejects.toThrow(/FAASTRAIL_FIAL_ON/);
  await expect(readSettings({}, { env: { FAASTRAIL_FAIL_ON: "severe" }, cwd: empty, now })).rejects.toThrow(/FAASTRAIL_FAIL_ON/);
  await expect(readSettings({}, { env: { FAASTRAIL_LIMITS_DEPTH: "many" }, cwd: empty, now })).rejects.toThrow(/FAASTRAIL_LIMITS_DEPTH/);
});
