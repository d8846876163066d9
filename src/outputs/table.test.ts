import { expect, test } from "vitest";
import type { Incident } from "../incidents/incident.ts";
import { exampleIncident, exampleResults } from "./__fixtures__/example-results.ts";
import { table } from "./table.ts";
import { textWidth } from "./text/text-width.ts";

const VIEW = { width: 80, colour: false };

test("an incident reads well at 80 columns without colour", async () => {
  const text = table.render(exampleResults(), VIEW);
  await expect(text).toMatchFileSnapshot("__golden__/incident.table.txt");
  expect(Math.max(...text.split("\n").map((line) => textWidth(line)))).toBeLessThanOrEqual(80);
});

test("an empty result says what the logs could show", async () => {
  await expect(table.render(exampleResults([]), VIEW)).toMatchFileSnapshot("__golden__/nothing.table.txt");
  const nothingRead = { ...exampleResults([]), summary: { ...exampleResults([]).summary, complete: false, records: 3, quarantined: 3 } };
  expect(table.render(nothingRead, VIEW)).toContain("nothing can be said about incidents");
});

test("hostile strings stay inert and within the columns", () => {
  const evil = "\u001b]8;;http://evil\u0007click\u001b[2J\r\n\u202Egnp.exe\u200b 関数".repeat(9);
  const incident: Incident = {
    ...exampleIncident,
    title: evil,
    account: evil.slice(0, 12),
    automation: { ...exampleIncident.automation, name: evil },
    timeline: exampleIncident.timeline.map((entry) => ({ ...entry, operation: evil, actor: evil, target: evil })),
    evidence: [{ id: "x", weight: 1, why: evil, facts: [] }],
  };
  const text = table.render(exampleResults([incident]), { width: 80, colour: false });
  // oxlint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
  const widest = text.split("\n").map((line) => textWidth(line));
  expect(Math.max(...widest.slice(2))).toBeLessThanOrEqual(80);
});

test("colour adds only styles", () => {
  const coloured = table.render(exampleResults(), { width: 80, colour: true });
  // oxlint-disable-next-line no-control-regex
  expect(coloured.replaceAll(/\u001b\[\d+m/g, "")).toBe(table.render(exampleResults(), VIEW));
});

test("an operation that is a path keeps its end, and excluded entries are marked", () => {
  const [entry] = exampleIncident.timeline;
  const excluded = { id: "bootstrap", reason: "reviewed", expires: "2026-12-01" };
  const timeline = entry === undefined ? [] : [{ ...entry, operation: "Microsoft.Authorization/roleAssignments/write", excluded }];
  const text = table.render(exampleResults([{ ...exampleIncident, timeline }]), VIEW);
  expect(text).toMatch(/…\/roleAssignments\/write \[excluded\] dev-maria → order-sync\n/);
});
