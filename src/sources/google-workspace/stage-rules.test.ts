import { beforeAll, describe, expect, it } from "vitest";
import { lintRules } from "../../rules/checks/lint-rules.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../../rules/model.ts";
import { testRules } from "../../rules/checks/test-rules.ts";
import { SOURCES } from "../registry.gen.ts";

let rules: readonly CompiledRule[] = [];

beforeAll(async () => {
  rules = (await loadStageRules()).filter((rule) => rule.id.startsWith("google-workspace/"));
});

describe("the stage rules for Google Workspace", () => {
  it("decide their cases as they say", async () => {
    const results = await testRules(rules);
    expect(results.flatMap((result) => result.problems)).toEqual([]);
    expect(results.length).toBe(rules.length);
  });

  it("can all be decided on bytes and are complete", () => {
    expect(lintRules(rules, SOURCES)).toEqual([]);
  });
});
