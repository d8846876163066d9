import { expect, test } from "vitest";
import type { Incident } from "../incidents/incident.ts";
import { exampleIncident, exampleResults } from "./__fixtures__/example-results.ts";
import { timesketch } from "./timesketch.ts";

const VIEW = { width: 80, colour: false };

function linesOf(incident: Incident): readonly string[] {
  return timesketch
    .render(exampleResults([incident]), VIEW)
    .split("\n")
    .slice(0, -1);
}

test("the example as Timesketch gets it", async () => {
  await expect(timesketch.render(exampleResults(), VIEW)).toMatchFileSnapshot("__golden__/incident.timesketch.jsonl");
  expect(timesketch.render(exampleResults([]), VIEW)).toBe("");
});

const LONG = "ä€🚀x".repeat(20_000);
const VARIANTS: readonly (readonly [string, Incident])[] = [
  ["the example", exampleIncident],
  ["megabytes in every string", filled(LONG)],
  ["half characters, controls and empty strings", filled("\ud800\u0000\u2028")],
  ["empty strings", filled("")],
];

/**
 * What Timesketch documents ("Create timeline from JSONL or CSV file") and what its importer and
 * its index do with a line.
 */
test.each(VARIANTS)("keeps the rules of the import: %s", (_, incident) => {
  expect(timesketch.extensions.every((ending) => ending.endsWith(".jsonl"))).toBe(true);
  const lines = linesOf(incident);
  expect(lines).toHaveLength(incident.timeline.length);
  for (const line of lines) {
    const event: Record<string, unknown> = JSON.parse(line);
    expect(event).toMatchObject({ message: expect.any(String), datetime: expect.any(String), timestamp_desc: expect.any(String) });
    expect(event["datetime"]).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+00:00$/);
    // Microseconds of the same moment; the importer trusts it and does not look at datetime again.
    expect(event["timestamp"]).toBe(Date.parse(String(event["datetime"])) * 1000);
    expect(Array.isArray(event["tag"]) && event["tag"].every((tag) => typeof tag === "string" && tag !== "")).toBe(true);
    expect(Object.keys(event).filter((name) => name.startsWith("_"))).toEqual([]);
    for (const value of Object.values(event).flat()) {
      expect(["string", "number", "boolean"]).toContain(typeof value);
      expect(Buffer.byteLength(String(value))).toBeLessThanOrEqual(32_766);
      // UTF-8 cannot hold half a surrogate pair, and Python refuses to write one.
      expect(String(value)).not.toMatch(/\p{Cs}/u);
    }
  }
});

test("a cut falls between characters and is marked", () => {
  const [line = ""] = linesOf({ ...exampleIncident, title: LONG });
  const { incident_title } = JSON.parse(line);
  expect(Buffer.byteLength(incident_title)).toBeGreaterThan(32_700);
  expect(incident_title).toMatch(/[ä€🚀x]…$/u);
});

function filled(text: string): Incident {
  return {
    ...exampleIncident,
    title: text,
    automation: { ...exampleIncident.automation, id: text, name: text },
    evidence: exampleIncident.evidence.map((item) => ({ ...item, why: text })),
    timeline: exampleIncident.timeline.map((entry) => ({
      ...entry,
      actor: text,
      target: text,
      summary: text,
      annotations: [text],
      region: text,
    })),
  };
}
