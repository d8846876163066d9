import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { mayMatch, SHAPE } from "../__fixtures__/byte-check.ts";
import { lintRules } from "./lint-rules.ts";
import { loadForeignRules } from "../files/load-foreign-rules.ts";
import { loadStageRules } from "../files/load-stage-rules.ts";
import { compilePrefilter } from "../questions/prefilter.ts";
import { testRules } from "./test-rules.ts";

const SCHEMAS = process.env["TEST_SCHEMAS"];
const LOGS = process.env["TEST_REAL_LOGS"];
const CLOUDTRAIL = { product: "aws", service: "cloudtrail" };

describe("the stage rules that come with the program", () => {
  it("load, pass their cases and have no lint errors", async () => {
    const rules = await loadStageRules();
    const failures = (await testRules(rules)).flatMap(({ problems }) => problems);
    expect(failures).toEqual([]);
    expect(lintRules(rules).filter(({ severity }) => severity === "error")).toEqual([]);
    expect(rules.length).toBeGreaterThan(0);
  });

  it("are Sigma rules by the published JSON schema", async () => {
    if (SCHEMAS === undefined) return console.log("not run: TEST_SCHEMAS is not set");
    const validate = await ruleSchema(SCHEMAS);
    for (const rule of await loadStageRules()) {
      const valid = validate(parse(await readFile(rule.file, "utf8")));
      expect(valid, `${rule.file}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });
});

describe("SigmaHQ's rules for AWS", () => {
  it("all load, and few of them are unfiltered", async () => {
    if (LOGS === undefined) return console.log("not run: TEST_REAL_LOGS is not set");
    const { rules, refused } = await loadForeignRules([join(LOGS, "sigmahq-aws")]);
    const { unfiltered } = compilePrefilter(rules, SHAPE, CLOUDTRAIL);
    console.log(
      `SigmaHQ AWS rules: ${rules.length} loaded, ${refused.length} refused, ${unfiltered.length} unfiltered (${unfiltered.join(", ")})`,
    );
    expect(refused).toEqual([]);
    expect(rules.length).toBeGreaterThan(50);
    expect(unfiltered.length).toBeLessThan(5);
  });

  it("and ours match no real record that the prefilter turns away", async () => {
    if (LOGS === undefined) return console.log("not run: TEST_REAL_LOGS is not set");
    const { rules: theirs } = await loadForeignRules([join(LOGS, "sigmahq-aws")]);
    const all = [...theirs, ...(await loadStageRules())].filter(({ recipe }) => recipe?.look !== "second");
    const unfiltered = new Set(compilePrefilter(all, SHAPE, CLOUDTRAIL).unfiltered);
    const rules = all.filter((rule) => !unfiltered.has(rule.id));
    const filter = compilePrefilter(rules, SHAPE, CLOUDTRAIL);
    const records = await realRecords(join(LOGS, "stratus-red-team"));
    const passed = records.filter((record) => mayMatch(filter, JSON.stringify(record)));
    const matched = records.filter((record) => rules.some((rule) => rule.matches(record)));
    const counts = new Set(rules.filter((rule) => records.some(rule.matches)).map(({ id }) => id));
    console.log(
      `${records.length} real records: ${passed.length} pass the filter, ${matched.length} match, by ${counts.size} of ${rules.length} rules`,
    );
    expect(matched.filter((record) => !passed.includes(record))).toEqual([]);
    expect(matched.length).toBeGreaterThan(0);
  });
});

async function ruleSchema(folder: string): Promise<ReturnType<Ajv2020["compile"]>> {
  const schema: unknown = JSON.parse(await readFile(join(folder, "sigma-2.1/json-schema/sigma-detection-rule-schema.json"), "utf8"));
  if (typeof schema !== "object" || schema === null) throw new Error("no schema");
  // The published file names its dialect with a trailing #, which ajv does not know it by.
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  return ajv.compile({ ...schema, $schema: "https://json-schema.org/draft/2020-12/schema" });
}

async function realRecords(folder: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".json"));
  const files = await Promise.all(names.map(async (name): Promise<unknown> => JSON.parse(await readFile(join(folder, name), "utf8"))));
  return files.flat().filter((item): item is Readonly<Record<string, unknown>> => typeof item === "object" && item !== null);
}
