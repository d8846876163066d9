import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../../util/errors.ts";
import { lintRules } from "../checks/lint-rules.ts";
import { loadForeignRules } from "./load-foreign-rules.ts";
import { loadStageRules } from "./load-stage-rules.ts";
import { ruleDigest } from "./rule-digest.ts";
import { testRules } from "../checks/test-rules.ts";

const GOOD = `title: A user was made
id: 8f0b6a2e-2f57-4c0e-9a5a-0f5b8a3f1c11
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    eventName: CreateUser
  condition: selection
faastrail:
  stage: effect
  fact: credential
  entity: user
`;

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "rules-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

async function failure(files: Readonly<Record<string, string>>): Promise<{ lines: string[]; next: string | undefined }> {
  const root = await folder(files);
  const error: unknown = await loadStageRules(root).catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error("no UserError");
  return { lines: error.message.replaceAll(`${root}/`, "").split("\n"), next: error.next };
}

describe("our stage rules", () => {
  it("have their path as id and come sorted, whatever else lies beside them", async () => {
    const second = GOOD.replace("8f0b", "9f0b").replace("entity: user", "entity: user\n  look: second");
    const root = await folder({ "b/z.yml": second, "a.yml": GOOD, "a.cases.yml": "cases: []", "README.md": "#" });
    const rules = await loadStageRules(root);
    expect(rules.map((rule) => rule.recipe)).toEqual([
      { rule: "a", stage: "effect", kind: "credential", entity: "user", look: "first" },
      { rule: "b/z", stage: "effect", kind: "credential", entity: "user", look: "second" },
    ]);
  });

  it("are told all their problems at once, each with its place and what to do", async () => {
    const { lines, next } = await failure({
      "a.yml": GOOD.replace("stage: effect", "stage: finale").replace("condition: selection", "condition: selection and x"),
      "b.yml": GOOD.replace("  entity: user\n", "  colour: red\n").replace("eventName: CreateUser", "eventName|containz: CreateUser"),
      "c.yml": `${GOOD}---\n${GOOD}`,
      "d.yml": GOOD.replace("    eventName: CreateUser", "    eventName: CreateUser\n    eventName: DeleteUser"),
      "e.yml": "- just\n- a list\n",
      "f.yml": "title: x\ncorrelation:\n  type: event_count\n",
      "g.yml": "a: &a [1]\nb: *a\n",
      "h.yml": "",
    });
    expect(lines).toEqual([
      "11 problems in rule files:",
      '  a.yml:9:28: condition: there is no search "x"; there is "selection"',
      "  a.yml:11:10: stage is one of deploy, privilege, execute, effect",
      '  b.yml:8:5: there is no modifier "containz"',
      "  b.yml:11:3: faastrail needs an entity: the name of an extractor of the log source",
      '  b.yml:13:3: faastrail has no key "colour"; it takes stage, fact, entity, look',
      "  c.yml:15:1: a stage rule file holds exactly one rule: its id is its path",
      expect.stringMatching(/^ {2}d\.yml:9:5: YAML: Map keys must be unique/),
      "  e.yml:1:1: a Sigma rule is a map with title, logsource and detection",
      "  f.yml:2:1: a correlation rule joins several events; only rules about one record can be loaded",
      "  g.yml:2:4: YAML aliases (*name) are not supported; repeat the value",
      "  h.yml:1:1: a stage rule file holds exactly one rule: its id is its path",
    ]);
    expect(next).toContain("docs/guide/writing-rules.md");
  });

  it("may not share a UUID, lack a head or be a bomb", async () => {
    expect((await failure({ "a.yml": GOOD, "b.yml": GOOD })).lines[1]).toMatch(/b\.yml:1:1: its id is already that of .*a\.yml/);
    const bare = await failure({ "a.yml": "status: nice\nlevel: 7\nid: 5\ntags: x\ndetection:\n  a: {}\n" });
    expect(bare.lines.map((line) => line.replace(/^ {2}\S+ /, ""))).toEqual(
      expect.arrayContaining([
        "a rule needs a title",
        "a rule needs a logsource with product, service or category",
        "level is a text",
        "tags is a list of texts",
        "detection needs a condition",
        "the search is empty",
      ]),
    );
    expect((await failure({ "a.yml": "[".repeat(200_000) })).lines[1]).toContain("call stack");
    await expect(loadStageRules("/nowhere/rules")).rejects.toThrow("there is no such folder");
  });

  it("are hashed by what they say, not by where they lie", async () => {
    const [one, other, changed] = await Promise.all([
      loadStageRules(await folder({ "a.yml": GOOD })),
      loadStageRules(await folder({ "a.yml": GOOD })),
      loadStageRules(await folder({ "a.yml": GOOD.replace("CreateUser", "DeleteUser") })),
    ]);
    expect(ruleDigest(one)).toBe(ruleDigest(other));
    expect(ruleDigest(one)).not.toBe(ruleDigest(changed));
  });
});

describe("rules of other people", () => {
  it("load for annotation only, and what is refused stops nothing else", async () => {
    const root = await folder({
      "pack/many.yml": `${GOOD}---\ntitle: c\ncorrelation:\n  type: event_count\n---\ntitle: f\nfilter:\n  rules: any\n---\n${GOOD.replace("eventName", "eventName|expand")}`,
      "pack/broken.yml": "title: [\n",
      "pack/windows.yaml": GOOD.replace("product: aws\n  service: cloudtrail", "category: process_creation"),
    });
    const { rules, refused } = await loadForeignRules([root]);
    expect(rules.map(({ id, recipe }) => [id, recipe])).toEqual([
      ["many#1", null],
      ["windows", null],
    ]);
    expect(refused.map(({ file, line, column, reason }) => `${file.slice(root.length)}:${line}:${column} ${reason.slice(0, 30)}`)).toEqual([
      expect.stringMatching(/^\/pack\/broken\.yml:\d+:\d+ YAML: /),
      "/pack/many.yml:16:1 a correlation rule joins sever",
      "/pack/many.yml:20:1 a Sigma filter changes other r",
      "/pack/many.yml:30:5 |expand takes names of value l",
    ]);
  });
});

async function results(cases: string): Promise<Awaited<ReturnType<typeof testRules>>[number]> {
  const events = '{"Records":[{"eventName":"CreateUser"},{"eventName":"ListUsers"}]}';
  const root = await folder({ "a.yml": GOOD, "a.cases.yml": `cases:\n${cases}`, "events.json": events });
  const [result] = await testRules(await loadStageRules(root));
  if (result === undefined) throw new Error("no result");
  return { ...result, problems: result.problems.map((problem) => problem.replaceAll(`${root}/`, "")) };
}

describe("cases of rules", () => {
  const MATCH = "  - name: made\n    expect: match\n    record:\n      eventName: CreateUser\n";
  const BENIGN = "  - name: listed\n    expect: no-match\n    benign: true\n    fixture: events.json#1\n";

  it("pass with a match and a benign look-alike", async () => {
    expect(await results(MATCH + BENIGN)).toMatchObject({
      passed: true,
      problems: [],
      cases: [{ got: "match" }, { got: "no-match", passed: true }],
    });
  });

  it("fail when one kind is missing, a verdict is wrong or a case makes no sense", async () => {
    expect((await results(MATCH)).problems).toEqual([
      "a.cases.yml: no case that must not match",
      "a.cases.yml: no benign look-alike (expect: no-match with benign: true)",
    ]);
    expect((await results(BENIGN)).problems).toEqual(["a.cases.yml: no case that must match"]);
    expect((await results(MATCH + BENIGN.replace("#1", "#0"))).problems).toEqual([
      'a.cases.yml:6:5: "listed": the rule must not match it and does',
    ]);
    expect(
      (await results(BENIGN.replace("#1", "#7") + BENIGN.replace("no-match", "maybe") + BENIGN.replace("events.json#1", "no.json")))
        .problems,
    ).toEqual([
      "a.cases.yml:5:14: events.json has 2 records; # counts from 0",
      "a.cases.yml:6:5: expect is match or no-match",
      "a.cases.yml:13:14: there is no fixture no.json",
    ]);
  });

  it("are missed by lint, as is everything a reader would look for", async () => {
    const rules = await loadStageRules(
      await folder({
        "a.yml": GOOD.replace("  condition", "  other:\n    '$.a[0]': 1\n    userAgent: x\n  condition").replace(
          "condition: selection",
          "condition: other",
        ),
      }),
    );
    const log = {
      logsource: { product: "aws", service: "cloudtrail" },
      bytes: { operationField: "eventName", serviceField: "eventSource", activityNeedles: [] },
    };
    expect(lintRules(rules, [log]).map(({ line, severity, message }) => `${line} ${severity} ${message.slice(0, 40)}`)).toEqual([
      expect.stringContaining("1 error it has no cases file"),
      "1 warning it has no description",
      "1 warning it has no falsepositives: who does the s",
      "1 warning it has no references: where the vendor o",
      "1 warning it has no tag attack.*",
      '1 warning the search "selection" is not used by th',
      "1 warning unfiltered: every record must be parsed ",
      '10 warning "$.a[0]" does not look like a field of t',
    ]);
  });
});
