import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeRule, tryRule } from "../__fixtures__/make-rule.ts";
import { mayMatch, SHAPE } from "../__fixtures__/byte-check.ts";
import type { CompiledRule } from "../model.ts";
import { needsIn, needsPrice } from "./needs.ts";
import { compilePrefilter } from "./prefilter.ts";

function filterOf(...details: readonly string[]): ReturnType<typeof compilePrefilter> {
  return compilePrefilter(
    details.map((detail, at) => makeRule(detail, `rule${at}`)),
    SHAPE,
  );
}

function runtimeAgent(cased: string): CompiledRule {
  return makeRule(`  s:\n    userAgent|contains${cased}: 'exec-env/AWS_Lambda_python'\n  condition: s\n`);
}

describe("the prefilter", () => {
  it("keys a rule on its operation names, whatever their case", () => {
    const filter = filterOf("  s:\n    eventSource: iam.amazonaws.com\n    eventName: [CreateUser, 'Delete*Key']\n  condition: s\n");
    const names = ["CreateUser", "createuser", "DeleteAccessKey", "ListUsers", "", "Ct\u212a", 'x\\"y'];
    expect(names.map((name) => filter.operation(name))).toEqual([true, true, true, false, false, true, true]);
    expect([filter.needsServiceKey, filter.literals, filter.unfiltered]).toEqual([false, [], []]);
  });

  it("keys on the service where no operation is named, and on both sides of an OR apart", () => {
    const filter = filterOf(
      "  s:\n    eventSource: signin.amazonaws.com\n  n:\n    eventName: Get*\n  condition: s and not n\n",
      "  s:\n    eventSource: kms.amazonaws.com\n  n:\n    eventName: CreateUser\n  condition: s or n\n",
    );
    expect([filter.service("signin.amazonaws.com"), filter.service("KMS.amazonaws.com"), filter.service("s3.amazonaws.com")]).toEqual([
      true,
      true,
      false,
    ]);
    expect([filter.operation("CreateUser"), filter.operation("GetUser")]).toEqual([true, false]);
    expect([filter.needsServiceKey, filter.unfiltered]).toEqual([true, []]);
  });

  it("searches for a literal only where the bytes must hold it as it is", () => {
    expect(filterOf("  s:\n    userAgent|contains|cased: 'agent/TruffleHog \"x'\n  condition: s\n").literals).toEqual(["TruffleHog"]);
    expect(filterOf("  s:\n    requestContext.tlsDetails.b|exists: true\n  condition: s\n").literals).toEqual(["tlsDetails"]);
    expect(filterOf("  s:\n    userAgent|contains: TruffleHog\n  condition: s\n").unfiltered).toEqual(["rule0"]);
    expect(filterOf("  s:\n    a|cased: [Truffle, '*']\n  condition: s\n").unfiltered).toEqual(["rule0"]);
    expect(filterOf("  s:\n    a|cased: '1e10000'\n  condition: s\n").unfiltered).toEqual(["rule0"]);
    expect(filterOf("  s:\n    a|exists: false\n  condition: s\n").unfiltered).toEqual(["rule0"]);
    expect(filterOf("  s:\n    a|cased|neq: TruffleHog\n  condition: s\n").unfiltered).toEqual(["rule0"]);
  });

  it("needs nothing more where a record is parsed for its activity anyway", () => {
    const filter = filterOf("  s:\n    userIdentity.inScopeOf.issuerType|exists: true\n  condition: s\n");
    expect([filter.literals, filter.unfiltered]).toEqual([[], []]);
    const shape = { ...SHAPE, activityNeedles: ["exec-env/AWS_Lambda_"] };
    expect(compilePrefilter([runtimeAgent("|cased")], shape)).toMatchObject({ literals: [], unfiltered: [] });
    expect(compilePrefilter([runtimeAgent("")], shape).unfiltered).toEqual(["rule"]);
  });

  it("gives up on literals where they would cost more than parsing", () => {
    const many = ["Alpha", "Bravo", "Charlie", "Delta", "Echo2x"].map((word) => `  s:\n    a|cased: ${word}\n  condition: s\n`);
    expect(filterOf(...many)).toMatchObject({ literals: ["Alpha", "Bravo", "Charlie", "Delta"], unfiltered: ["rule4"] });
  });

  it("names rules that no bytes can exclude, with their price", () => {
    const details = ["eventName|exists: true", "eventName|re: '^[A-Z]'", "eventName: null", "eventName|neq: X", "userIdentity.type: Root"];
    const rules = details.map((line, at) => makeRule(`  s:\n    ${line}\n  condition: s\n`, `r${at}`));
    expect(compilePrefilter(rules, SHAPE).unfiltered).toEqual(["r0", "r1", "r2", "r3", "r4"]);
    expect(rules.map((rule) => needsPrice(rule, needsIn(rule, SHAPE)))[4]).toContain("4 to 5 times");
  });

  it("leaves out rules of the second look and of other logs", () => {
    const rule = makeRule("  s:\n    a: b\n  condition: s\n");
    const recipe = { rule: "r", stage: "effect", kind: "act", entity: "e" } as const;
    expect(compilePrefilter([{ ...rule, recipe: { ...recipe, look: "second" } }], SHAPE).unfiltered).toEqual([]);
    expect(compilePrefilter([{ ...rule, recipe: { ...recipe, look: "first" } }], SHAPE).unfiltered).toEqual(["rule"]);
    expect(
      compilePrefilter([{ ...rule, logsource: { product: "gcp" } }], SHAPE, { product: "aws", service: "cloudtrail" }).unfiltered,
    ).toEqual([]);
  });

  it("asks each rule once for each distinct name", () => {
    let asked = 0;
    const test = (name: string): boolean => {
      asked += 1;
      return name === "x";
    };
    const { logic: _, ...bare } = makeRule("  s:\n    eventName: x\n  condition: s\n");
    const filter = compilePrefilter([{ ...bare, needs: { by: "keyed", field: "eventName", test } }], SHAPE);
    for (let at = 0; at < 1000; at += 1) filter.operation("DescribeInstances");
    expect(asked).toBe(1);
  });
});

const WORDS = [
  "CreateUser",
  "createUSER",
  "Create",
  "User",
  "iam.amazonaws.com",
  "Kick",
  "\u212aick",
  "TruffleHog",
  "trufflehog",
  "true",
  "12",
  "1e21",
  'a"b',
  "x/y",
  "é",
  "\u039f\u03a3",
  "\u039f\u03a3\u0391",
  "",
  "[true,false]",
];
const FIELDS = [
  "eventName",
  "eventSource",
  "userAgent",
  "requestParameters.userName",
  "requestParameters",
  "requestParameters.deep.inScopeOf",
  "eventNameX",
];
const MODIFIERS = [
  "",
  "|contains",
  "|startswith",
  "|endswith",
  "|cased",
  "|contains|cased",
  "|neq",
  "|exists",
  "|re",
  "|fieldref",
  "|contains|all",
  "|startswith|cased",
  "|cased|neq",
];
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  fc.constantFrom(...WORDS).map((text) => `${text.slice(0, 3)}*`),
);

const line = fc
  .tuple(fc.constantFrom(...FIELDS), fc.constantFrom(...MODIFIERS), fc.array(word, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([field, modifier, values, flag]) => {
    if (modifier === "|exists") return `${field}|exists: ${flag}`;
    if (modifier === "|fieldref") return `${field}|fieldref: ${FIELDS[values.length]}`;
    if (modifier === "" && flag && values.length === 1) return `${field}: null`;
    const texts = modifier === "|re" ? values.map((value) => value.replaceAll(/[*[\]]/g, ".")) : values;
    return `${field}${modifier}: ${JSON.stringify(texts)}`;
  });
const search = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .uniqueArray(line, { minLength: 1, maxLength: 3, selector: (text) => text.split(":")[0] })
      .map((lines) => lines.map((text) => `    ${text}\n`).join("")),
  },
  fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => `    '|cased': ${JSON.stringify(words)}\n`),
  fc.array(line, { minLength: 2, maxLength: 3 }).map((lines) => lines.map((text) => `    - ${text}\n`).join("")),
);
const CONDITIONS = [
  "a",
  "a and b",
  "a or b",
  "a and not b",
  "not a",
  "a and (b or c)",
  "1 of *",
  "2 of *",
  "not (a and b) and c",
  "all of *",
  "(a and b) or (a and c)",
];
// Most rules of life hang on a name; without many such, nearly every generated rule set would be unfiltered.
const agent = fc
  .tuple(fc.constantFrom("", "|cased"), fc.constantFrom("TruffleHog", "trufflehog", "createUSER"))
  .map(([cased, text]) => `    userAgent|contains${cased}: ${text}\n`);
const named = fc
  .tuple(
    fc.constantFrom("eventName", "eventName", "eventSource"),
    fc.constantFrom("", "|startswith", "|endswith", "|contains"),
    fc.array(word, { minLength: 1, maxLength: 2 }),
  )
  .map(([field, modifier, values]) => `    ${field}${modifier}: ${JSON.stringify(values.map((text) => text.replace(/^[*]?$/, "List")))}\n`);
const detection = fc
  .tuple(fc.oneof({ weight: 4, arbitrary: named }, agent, search), search, search, fc.constantFrom(...CONDITIONS))
  .map(([a, b, c, condition]) => `  a:\n${a}  b:\n${b}  c:\n${c}  condition: ${condition}\n`);

const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  fc.constantFrom(
    null,
    true,
    12,
    1e21,
    ["CreateUser"],
    [],
    [true, false],
    { eventName: "CreateUser" },
    { userName: "TruffleHog", deep: { inScopeOf: "x" } },
  ),
);
const name = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...WORDS) }, value);
const fields = { eventName: name, eventSource: name, userAgent: value, requestParameters: value, eventNameX: value };
// Now and then the name is missing, and a decoy may stand deeper inside.
const record = fc
  .oneof(
    { weight: 4, arbitrary: fc.record(fields, { requiredKeys: ["eventName"] }) },
    fc.record({ requestParameters: value, userAgent: value }),
  )
  .map((given) => ({ ...given, sessions: "none" }));

describe("the prefilter against generated rules and records", () => {
  it("never turns away a record that a rule matches", () => {
    let matched = 0;
    let rejected = 0;
    const property = fc.property(
      fc.array(detection, { minLength: 1, maxLength: 3 }),
      fc.array(record, { minLength: 1, maxLength: 8 }),
      (details, records) => {
        const rules = details.map((detail) => tryRule(detail)).filter((rule): rule is CompiledRule => "matches" in rule);
        const filter = compilePrefilter(rules, SHAPE);
        for (const given of records) {
          const hit = rules.some((rule) => rule.matches(given));
          const passed = mayMatch(filter, JSON.stringify(given));
          matched += hit ? 1 : 0;
          rejected += passed ? 0 : 1;
          expect(passed || !hit, JSON.stringify({ details, given })).toBe(true);
        }
      },
    );
    fc.assert(property, { numRuns: 2000 });
    // Without enough of both the property would say nothing.
    expect(Math.min(matched, rejected)).toBeGreaterThan(150);
  });
});
