import { beforeAll, describe, expect, it } from "vitest";
import { lintRules } from "../../rules/checks/lint-rules.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../../rules/model.ts";
import { testRules } from "../../rules/checks/test-rules.ts";
import { SOURCES } from "../registry.gen.ts";
import { rolePower } from "./roles/role-power.ts";

let rules: readonly CompiledRule[] = [];

beforeAll(async () => {
  rules = (await loadStageRules()).filter((rule) => rule.id.startsWith("gcp/"));
});

describe("the stage rules for Google Cloud", () => {
  it("decide their cases as they say", async () => {
    const results = await testRules(rules);
    expect(results.flatMap((result) => result.problems)).toEqual([]);
    expect(results.length).toBe(rules.length);
  });

  it("can all be decided on bytes and are complete", () => {
    expect(lintRules(rules, SOURCES)).toEqual([]);
  });
});

describe("the power of roles", () => {
  it("is that of their permissions", () => {
    const known = ["roles/owner", "roles/iam.securityAdmin", "roles/editor", "roles/iam.serviceAccountTokenCreator", "roles/run.invoker"];
    expect(known.map(rolePower)).toEqual([3, 3, 2, 2, 0]);
    expect(rolePower("roles/secretmanager.secretAccessor")).toBe(1);
  });

  it("is unknown for custom roles and for mighty names that are newer than the list", () => {
    expect([rolePower("projects/p/roles/helper"), rolePower("roles/newthing.admin")]).toEqual([null, null]);
  });
});
