import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import type { Assessment } from "../../analytics/analyse.ts";
import { aFact } from "../../facts/__fixtures__/a-fact.ts";
import { painter } from "../../outputs/text/style.ts";
import type { ScanSummary } from "../../incidents/summary.ts";
import { explanation } from "./explain-text.ts";
import { summaryText } from "./summary-text.ts";

/** Spelled independently of the implementation: what must never reach a terminal, but for the line feed. */
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{fe00}-\u{fe0f}]|[\u{e0000}-\u{e0fff}]/u;
const PLAIN = painter(false);

const QUIET: ScanSummary = {
  schema: "faastrail.summary/1",
  complete: false,
  records: 1,
  fact_bearing: 0,
  rolled_up: 0,
  irrelevant: 0,
  duplicate: 0,
  quarantined: 1,
  remainder: 0,
  inputs: 1,
  skipped: [],
  problems: [],
  incidents: { critical: 0, high: 0, medium: 0, low: 0, informational: 0 },
  sources: {},
  missing: [],
  first_event: null,
  last_event: null,
  facts: {},
  unmapped: {},
};

function summaryWith(text: string): string {
  const summary: ScanSummary = {
    ...QUIET,
    skipped: [{ file: text, reason: text }],
    problems: [{ file: text, reason: text, next: text }],
    sources: { [text]: 1 },
    missing: [text],
    exclusions: [{ id: text, principal: text, action: text, reason: text, expires: text, used: 1, expired: 1 }],
  };
  return summaryText(summary, { width: 80, paint: PLAIN, verbose: true, next: text });
}

function explanationWith(text: string): string {
  const fact = aFact({ op: text, actorId: text, targetId: text, automationName: text });
  const facts = [fact.factId];
  const assessment: Assessment = {
    automation: { id: text, kind: "lambda", name: text },
    account: text,
    severity: null,
    title: text,
    steps: [{ stage: "deploy", state: "seen", text, facts }],
    evidence: [{ id: "x", weight: 1, why: text, facts }],
    dismissed: [{ why: text, facts }],
    conclusion: text,
  };
  return explanation(assessment, new Map([[fact.factId, fact]]), 80, PLAIN);
}

test.each([
  ["the closing summary", summaryWith, 3000],
  ["an explanation", explanationWith, 2000],
] as const)("%s: any string leaves only printable characters and line feeds", (_, render, numRuns) => {
  expect(render("quiet")).toContain("quiet");
  assert(
    property(string({ unit: "binary", maxLength: 30 }), (text) => !FORBIDDEN.test(render(text))),
    { numRuns },
  );
});
