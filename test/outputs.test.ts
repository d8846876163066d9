import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { ocsfProblems } from "../src/outputs/__fixtures__/check-ocsf.ts";
import { readOcsfSchema } from "../src/outputs/__fixtures__/ocsf-schema.ts";
import { outputs } from "../src/outputs/registry.ts";
import { runProgram } from "./lib/run-program.ts";
import { root } from "./lib/sources.ts";

/** Every format of one real scan, as a user gets it from the built program. */
const STORIES = ["pathfinding-lambda-006", "pacu-new-users"].map((name) => join(root, "scenarios", "aws", name));
const SCHEMAS = process.env["TEST_SCHEMAS"];
const folder = mkdtempSync(join(tmpdir(), "faastrail-outputs-"));
const file = (ending: string): string => join(folder, `found${ending}`);
const reference = readFileSync(join(root, "docs", "reference", "outputs.md"), "utf8");

type Json = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- tests look into parsed JSON

function jsonLines(ending: string): readonly Json[] {
  const lines = readFileSync(file(ending), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Json);
}

beforeAll(async () => {
  const endings = outputs.flatMap(({ extensions }) => extensions.slice(0, 1));
  const { code, stderr } = await runProgram([
    "scan",
    ...STORIES,
    "--store",
    file(".duckdb"),
    ...endings.flatMap((ending) => ["-o", file(ending)]),
  ]);
  expect(code, stderr).toBe(0);
});

function undocumented(names: readonly string[]): readonly string[] {
  return names.filter((name) => !reference.includes(`\`${name}\``));
}

describe("the formats of one scan", () => {
  it("tell of the same incidents and the same timeline", () => {
    const incidents = jsonLines(".jsonl");
    const ids = incidents.map(({ id }) => id);
    const facts = incidents.flatMap(({ timeline }) => timeline.map(({ fact }: Json) => fact));
    expect(ids.length).toBeGreaterThan(1);
    const rows = parse(readFileSync(file(".csv"), "utf8"), { columns: true }) as readonly Json[];
    expect(rows.map(({ fact }) => fact)).toEqual(facts);
    expect(jsonLines(".timesketch.jsonl").map(({ fact }) => fact)).toEqual(facts);
    const findings = jsonLines(".ocsf.jsonl");
    expect(findings.map(({ metadata }) => metadata.correlation_uid)).toEqual(ids.flatMap((id) => [id, id]));
    const markdown = readFileSync(file(".md"), "utf8");
    for (const id of ids) expect(markdown).toContain(`- Id: \`${id}\``);
  });

  it("are documented, field by field", async () => {
    expect(undocumented(outputs.flatMap(({ id, extensions }) => [id, ...extensions]))).toEqual([]);
    const [row = {}] = parse(readFileSync(file(".csv"), "utf8"), { columns: true }) as readonly Json[];
    expect(undocumented(Object.keys(row))).toEqual([]);
    expect(undocumented(jsonLines(".timesketch.jsonl").flatMap((line) => Object.keys(line)))).toEqual([]);
    const store = file(".duckdb");
    const exported = await runProgram(["store", "export", store]);
    expect(undocumented(Object.keys(JSON.parse(exported.stdout.split("\n")[0] ?? "")))).toEqual([]);
    const info = await runProgram(["store", "info", store]);
    expect(undocumented(Object.keys(JSON.parse(info.stdout)))).toEqual([]);
  });

  it("hold to the official OCSF schema", () => {
    if (SCHEMAS === undefined) {
      console.log("not run: TEST_SCHEMAS is not set");
      return;
    }
    const schema = readOcsfSchema(join(SCHEMAS, "ocsf-1.8"));
    expect(jsonLines(".ocsf.jsonl").flatMap((event) => ocsfProblems(event, schema))).toEqual([]);
  });

  it("take the severity that is asked for", async () => {
    const { stdout } = await runProgram(["incidents", "--store", file(".duckdb"), "--min-severity", "critical", "--format", "csv"]);
    const rows = parse(stdout, { columns: true }) as readonly Json[];
    expect(new Set(rows.map(({ severity }) => severity))).toEqual(new Set(["critical"]));
  });
});
