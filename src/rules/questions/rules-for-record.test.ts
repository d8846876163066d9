import { describe, expect, it } from "vitest";
import { makeRule } from "../__fixtures__/make-rule.ts";
import type { CompiledRule } from "../model.ts";
import { rulesForRecord } from "./rules-for-record.ts";

const AWS = { product: "aws", service: "cloudtrail" };

function named(id: string, line: string, more: Partial<CompiledRule> = {}): CompiledRule {
  return { ...makeRule(`  s:\n    ${line}\n  condition: s\n`, id), title: id, ...more };
}

describe("the rules of a record", () => {
  const recipe = { rule: "ours", stage: "effect", kind: "act", entity: "e", look: "second" } as const;
  const rules = [
    named("ours", "eventName: CreateUser", { recipe }),
    named("theirs", "eventName|startswith: Create"),
    named("a name anywhere", "userAgent|contains: evil"),
    named("of the whole product", "eventName: CreateUser", { logsource: { product: "aws" } }),
    named("windows", "eventName: CreateUser", { logsource: { product: "windows" } }),
    named("a category", "eventName: CreateUser", { logsource: { category: "x" } }),
    named("nameless", "eventName: null"),
  ];

  it("are facts of ours and titles of others, for its log only", () => {
    expect(rulesForRecord(rules, AWS, { eventName: "createuser", userAgent: "evil" })).toEqual({
      recipes: [recipe],
      annotations: ["a name anywhere", "of the whole product", "theirs"],
    });
    expect(rulesForRecord(rules, { product: "gcp", service: "gcp.audit" }, { eventName: "CreateUser" })).toEqual({
      recipes: [],
      annotations: [],
    });
  });

  it("are found although the name is missing or no text", () => {
    expect(rulesForRecord(rules, AWS, {}).annotations).toEqual(["nameless"]);
    expect(rulesForRecord(rules, AWS, { eventName: ["x", "CreateUser"] }).recipes).toEqual([recipe]);
  });

  it("are looked for among those that the name allows, once for each name", () => {
    let asked = 0;
    const counted = named("x", "eventName: CreateUser");
    const matches = (record: Readonly<Record<string, unknown>>): boolean => {
      asked += 1;
      return counted.matches(record);
    };
    const many = [...rules, ...Array.from({ length: 500 }, () => ({ ...counted, matches }))];
    for (let at = 0; at < 1000; at += 1) rulesForRecord(many, AWS, { eventName: "DescribeInstances" });
    expect(asked).toBe(0);
  });
});
