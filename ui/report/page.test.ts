import { beforeAll, expect, it } from "vitest";
import { renderHtml, type ReportBundle } from "../../src/outputs/html.ts";
import { buildBundle } from "./__fixtures__/build.ts";
import { entry } from "./__fixtures__/entries.ts";
import { hostileReport, PAYLOADS } from "./__fixtures__/hostile.ts";
import { emptySample, sample } from "./__fixtures__/sample.ts";

let bundle: ReportBundle;
beforeAll(() => {
  bundle = buildBundle();
});

/** Tags with their attributes, as a browser would find them in text that holds no raw `<`. */
function tags(html: string): readonly string[] {
  return html.match(/<[^>]*>/g) ?? [];
}

function names(html: string): readonly string[] {
  return [...new Set(tags(html).map((tag) => (/^<\/?([a-z0-9]+)/i.exec(tag)?.[1] ?? tag).toLowerCase()))].toSorted();
}

it("is complete without its script: every incident, entry, drawing and raw record is in the page", () => {
  const body = bundle.renderBody(sample);
  expect(body.match(/<article/g)).toHaveLength(3);
  expect(body.match(/<svg class="(timeline|graph)"/g)).toHaveLength(6);
  expect(body.match(/<tr id="entry-/g)).toHaveLength(sample.incidents.reduce((sum, incident) => sum + incident.timeline.length, 0));
  expect(body).toContain("billing-export-sync");
  expect(body).toContain("Incomplete: not everything given could be read");
  expect(body).toContain("reproduced and distributed with the permission of The MITRE Corporation");
});

it("shows of thousands of entries that are alike some, and leads nowhere else", () => {
  const [incident] = sample.incidents;
  if (incident === undefined) throw new Error("no sample");
  const alike = Array.from({ length: 3000 }, (_, nth) =>
    entry(5000 + nth, {
      time: new Date(Date.UTC(2026, 2, 15, 3) + nth * 1000).toISOString(),
      stage: "effect",
      kind: "sensitive_access",
      operation: "GetObject",
      summary: `read object ${nth}`,
    }),
  );
  const timeline = [...incident.timeline, ...alike];
  const evidence = [{ id: "bulk_effect", weight: 16, why: "in bulk", facts: alike.slice(1500, 1510).map(({ fact }) => fact) }];
  const body = bundle.renderBody({ ...sample, incidents: [{ ...incident, timeline, evidence }] });
  expect(body.match(/<tr id="entry-/g)).toHaveLength(incident.timeline.length + 100 + 1 + 1);
  expect(body).toContain("2,899 more of the kinds shown here");
  const rows = new Set([...body.matchAll(/id="(entry-[^"]*)"/g)].map((match) => match[1]));
  const links = [...body.matchAll(/href="#(entry-[^"]*)"/g)].map((match) => match[1]);
  expect(links.length).toBeGreaterThan(6);
  expect(links.filter((link) => !rows.has(link))).toEqual([]);
});

it("never says clean when there are no incidents, but what was visible", () => {
  const body = bundle.renderBody(emptySample);
  expect(body).not.toMatch(/clean|safe|all good/i);
  expect(body).toContain("no record of this stage was seen");
  expect(body).toContain("VPC flow logs");
});

it("refers to nothing outside but ATT&CK, and uses no inline style or handler", () => {
  const html = renderHtml(sample, bundle);
  const addresses = [...html.matchAll(/(?:href|src|action|xlink:href)="([^"]*)"/g)].map((match) => match[1] ?? "");
  expect(
    addresses.filter((address) => !/^#[a-z0-9-]+$/.test(address) && !/^https:\/\/attack\.mitre\.org\/mitigations\/M10\d\d$/.test(address)),
  ).toEqual([]);
  const body = bundle.renderBody(sample);
  expect(tags(body).filter((tag) => /\s(style|on[a-z]+)=/i.test(tag))).toEqual([]);
});

it(`keeps ${PAYLOADS.length} hostile strings inert in every field`, () => {
  const known = new Set(names(bundle.renderBody(sample)));
  for (const payload of PAYLOADS) {
    const data = hostileReport(() => payload);
    const body = bundle.renderBody(data);
    expect(names(body).filter((name) => !known.has(name))).toEqual([]);
    // No attribute holds a string from the logs: what is no attribute needs no escaping there.
    expect(tags(body).filter((tag) => /pwned|192\.0\.2|constructor/.test(tag))).toEqual([]);
    const html = renderHtml(data, bundle);
    expect(html.match(/<script/gi)?.length).toBe(2);
    expect(html.match(/<\/script/gi)?.length).toBe(2);
  }
});

it("shows what a string hides", () => {
  const body = bundle.renderBody(hostileReport(() => "ab\u202ecd\u200be"));
  expect(body.includes("\\u{202e}")).toBe(true);
  expect(/[\u202e\u200b]/.test(body)).toBe(false);
});
