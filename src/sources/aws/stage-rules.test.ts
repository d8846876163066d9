import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { lintRules } from "../../rules/checks/lint-rules.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../../rules/model.ts";
import { testRules } from "../../rules/checks/test-rules.ts";
import { SOURCES } from "../registry.gen.ts";
import { KNOWN_OPERATIONS } from "./cloudtrail/known-operations.ts";

let rules: readonly CompiledRule[] = [];

beforeAll(async () => {
  rules = (await loadStageRules()).filter((rule) => rule.id.startsWith("aws/"));
});

describe("the stage rules for AWS", () => {
  it("decide their cases as they say", async () => {
    const results = await testRules(rules);
    expect(results.flatMap((result) => result.problems)).toEqual([]);
    expect(results.length).toBe(rules.length);
  });

  it("can all be decided on bytes and are complete", () => {
    expect(lintRules(rules, SOURCES)).toEqual([]);
  });

  it("name no operation whose odd spellings would not be mended", () => {
    const named = rules.flatMap((rule) => operationsIn(readFileSync(rule.file, "utf8")));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((name) => !KNOWN_OPERATIONS.has(name))).toEqual([]);
  });
});

/** Names behind `eventName:`, one or a list, without the wildcard for Lambda's versions. */
function operationsIn(yaml: string): readonly string[] {
  const blocks = yaml.matchAll(/^ +eventName:(?: (\S+)|((?:\n +- \S+)+))/gm);
  return [...blocks]
    .flatMap(([, single, list]) => (single ?? list ?? "").split(/\s+-?\s*/).filter((name) => name !== ""))
    .map(withoutVersion);
}

function withoutVersion(name: string): string {
  return name.replace(/20\*$/, "");
}
