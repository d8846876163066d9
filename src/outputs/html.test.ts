import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { UserError } from "../util/errors.ts";
import { loadReportBundle, renderHtml, type ReportBundle, type ReportData } from "./html.ts";

const data: ReportData = {
  incidents: [],
  summary: {
    schema: "faastrail.summary/1",
    complete: true,
    records: 0,
    fact_bearing: 0,
    rolled_up: 0,
    irrelevant: 0,
    duplicate: 0,
    quarantined: 0,
    remainder: 0,
    inputs: 0,
    skipped: [],
    problems: [],
    incidents: { informational: 0, low: 0, medium: 0, high: 0, critical: 0 },
    sources: {},
    missing: [],
    first_event: null,
    last_event: null,
    facts: {},
    unmapped: {},
  },
  rawRecords: { f_1: "RAW" },
  version: "1.2.3",
  generatedFrom: "</script><script>alert(1)</script><!-- & \u2028\u2029",
};
const bundle: ReportBundle = { renderBody: () => "<p>BODY</p>", script: "run()", style: "p{}" };

it("allows this very script and style by hash and nothing else", () => {
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(renderHtml(data, bundle))?.[1] ?? "";
  expect(policy).toContain("default-src 'none';");
  expect(policy).toContain(`style-src ${hash("p{}")};`);
  expect(policy).toContain(`script-src ${hash("run()")};`);
  expect(policy).not.toContain("unsafe");
});

it("embeds the data so that no string in it can end the script, and reads back the same", () => {
  const html = renderHtml(data, bundle);
  const json = /id="report-data">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  expect(json).not.toMatch(/[<>&\u2028\u2029]/);
  const { rawRecords: _, ...rest } = data;
  expect(JSON.parse(json)).toEqual(rest);
});

it("is a pure function of what it is given", () => {
  expect(renderHtml(data, bundle)).toBe(renderHtml(structuredClone(data), bundle));
});

it("tells how to build the page when it is missing", () => {
  const folder = join(mkdtempSync(join(tmpdir(), "faastrail-")), "nothing");
  expect(() => loadReportBundle(folder)).toThrow(UserError);
  expect(() => loadReportBundle(folder)).toThrow(expect.objectContaining({ next: "run `npm run build`" }));
});

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
