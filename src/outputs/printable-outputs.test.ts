import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import type { Incident } from "../incidents/incident.ts";
import { exampleIncident, exampleResults } from "./__fixtures__/example-results.ts";
import type { Results } from "./contract.ts";
import { outputs } from "./registry.ts";

const VIEW = { width: 80, colour: false };

/** Spelled independently of the implementation: what must never come out of a text format, but for the line feed. */
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{fe00}-\u{fe0f}]|[\u{e0000}-\u{e0fff}]/u;

/** Small, so that many runs stay quick; every free text of an incident is replaced. */
const [entry] = exampleIncident.timeline;
const [item] = exampleIncident.evidence;

function filled(text: string): Incident {
  if (entry === undefined || item === undefined) throw new Error("the example has a timeline and evidence");
  const raw = { ...entry.raw, file: text, path: text };
  const free = {
    operation: text,
    actor: text,
    target: text,
    summary: text,
    account: text,
    region: text,
    source_ip: text,
    annotations: [text],
  };
  return {
    ...exampleIncident,
    title: text,
    account: text,
    automation: { id: text, kind: "lambda", name: text },
    deployers: [{ id: text, type: text }],
    run_as: [{ id: text, privilege: "admin" }],
    timeline: [{ ...entry, ...free, event_id: text, source: text, raw }],
    evidence: [{ ...item, why: text, facts: [entry.fact] }],
    mitigations: [{ id: "M1018", verdict: "unknown", why: text }],
    complete: false,
  };
}

function resultsWith(text: string): Results {
  const results = exampleResults([filled(text)]);
  return { ...results, summary: { ...results.summary, problems: [{ file: text, reason: text, next: text }] } };
}

test.each(outputs.filter(({ id }) => id !== "html"))("$id: any string leaves only printable characters and line feeds", (format) => {
  assert(
    property(string({ unit: "binary", maxLength: 30 }), (text) => !FORBIDDEN.test(format.render(resultsWith(text), VIEW))),
    { numRuns: 10_000 },
  );
});

test("every format has its own name and ending, and says what it is", () => {
  expect(new Set(outputs.map(({ id }) => id)).size).toBe(outputs.length);
  const endings = outputs.flatMap(({ extensions }) => extensions);
  expect(new Set(endings).size).toBe(endings.length);
  expect(outputs.filter(({ description }) => description.length < 10)).toEqual([]);
});
