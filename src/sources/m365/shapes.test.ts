import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { DEFAULT_LIMITS } from "../../inputs/contract.ts";
import { readInputs } from "../../inputs/read-inputs.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../../rules/model.ts";
import type { LogRecord } from "../contract.ts";
import { isFields, listAt, textAt } from "../fields.ts";
import { SOURCES } from "../registry.gen.ts";

/* The same records in everything that they travel in give the same facts. Records are the hand-made fixtures. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-m365-shapes-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let rules: readonly CompiledRule[] = [];
beforeAll(async () => {
  rules = await loadStageRules();
});

const told: readonly LogRecord[] = ["flows", "effects", "platform", "directory"].flatMap((name) => {
  const file = path.join(import.meta.dirname, "__fixtures__", "audit", `${name}.input.json`);
  return listAt(JSON.parse(readFileSync(file, "utf8")), "records").filter(isFields);
});
/** Of operations that no rule asks about, so that something can be rejected on its bytes. */
const MARKS = new Set(["AppId", "ClientAppId", "ApplicationId", "AppAccessContext", "UserAgent"]);
const noise = told.map((record, at): LogRecord => {
  const plain = Object.fromEntries(Object.entries(record).filter(([name]) => !MARKS.has(name)));
  return { ...plain, Id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`, Operation: "PageViewed", Workload: "SharePoint" };
});
const records = told.flatMap((record, at) => [record, noise[at] ?? record]);

interface Read {
  readonly facts: readonly Fact[];
  readonly counts: Readonly<Record<string, unknown>>;
}

async function read(name: string, text: string, parseEverything = false): Promise<Read> {
  const file = path.join(scratch, name);
  writeFileSync(file, text);
  const facts: Fact[] = [];
  const sink = { addFacts: (more: readonly Fact[]) => void facts.push(...more), addActivities: () => {} };
  const { totals } = await readInputs([file], { sources: SOURCES, rules, sink, limits: DEFAULT_LIMITS, parseEverything });
  return { facts, counts: { records: totals.records, bearing: totals.fact_bearing, quarantined: totals.quarantined } };
}

/** Facts without where they stand, and in one order. */
function bare({ facts }: Read): readonly unknown[] {
  return facts.map((fact) => ({ ...fact, raw: null })).toSorted((a, b) => (a.factId < b.factId ? -1 : 1));
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

function table(rows: readonly Readonly<Record<string, string>>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))];
  return cells.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\r\n`).join("");
}

const SHAPES: Readonly<Record<string, (all: readonly LogRecord[]) => string>> = {
  "blob.json": (all) => JSON.stringify(all),
  "pretty.json": (all) => JSON.stringify(all, null, 2),
  "search.csv": (all) =>
    table(all.map((one) => ({ RecordType: "x", CreationDate: "x", UserIds: "x", Operations: "x", AuditData: JSON.stringify(one) }))),
  "purview.csv": (all) =>
    table(
      all.map((one) => ({ RecordId: textAt(one, "Id") ?? "", Operation: textAt(one, "Operation") ?? "", AuditData: JSON.stringify(one) })),
    ),
  "graph-search.json": (all) =>
    JSON.stringify({
      value: all.map((one) => ({ id: one["Id"], operation: one["Operation"], auditData: { "@odata.type": "#x", ...one } })),
    }),
  "splunk.json": (all) => lines(all.map((one) => ({ preview: false, result: { _raw: JSON.stringify(one), _time: "x" } }))),
  "splunk.csv": (all) => table(all.map((one) => ({ _time: "x", _raw: JSON.stringify(one), sourcetype: "o365:management:activity" }))),
  "hec.jsonl": (all) => lines(all.map((one) => ({ sourcetype: "o365:management:activity", event: one }))),
  "beats.jsonl": (all) => lines(all.map((one) => ({ event: { original: JSON.stringify(one) }, "@timestamp": "x" }))),
};

describe("the unified audit log", () => {
  it.each(Object.keys(SHAPES))("gives the same facts as %s", async (name) => {
    const whole = await read("records.jsonl", lines(records));
    expect(whole.counts).toEqual({ records: records.length, bearing: told.length, quarantined: 0 });
    const shaped = await read(name, SHAPES[name]!(records));
    expect(shaped.counts).toEqual(whole.counts);
    expect(bare(shaped)).toEqual(bare(whole));
  });

  it("loses nothing by rejecting records on their bytes", async () => {
    const text = lines(records);
    expect(bare(await read("quick.jsonl", text))).toEqual(bare(await read("careful.jsonl", text, true)));
  });

  it("gives the same facts as rows of OfficeActivity, as JSON and as CSV", async () => {
    const kept = told.filter((record) => /^(Exchange|OneDrive|SharePoint)$/.test(textAt(record, "Workload") ?? ""));
    const rows = kept.map(asRow);
    const whole = await read("kept.jsonl", lines(kept));
    const portal = rows.map(({ TimeGenerated = "", ...row }) => ({ ...row, "TimeGenerated [UTC]": asPortalTime(TimeGenerated) }));
    for (const shaped of [
      await read("rows.jsonl", lines(rows)),
      await read("rows.csv", table(rows)),
      await read("portal.csv", table(portal)),
    ]) {
      expect(shaped.counts).toEqual({ records: kept.length, bearing: kept.length, quarantined: 0 });
      expect(bare(shaped)).toEqual(bare(whole));
    }
  });
});

describe("rows of the tables of the Power Platform", () => {
  it("give the same facts as the records they were made of", async () => {
    const kept = told.filter((record) => /^(MicrosoftFlow|PowerPlatform|PowerApps)$/.test(textAt(record, "Workload") ?? ""));
    const rows = kept.map(asPlatformRow);
    const whole = await read("platform.jsonl", lines(kept));
    for (const shaped of [await read("platform-rows.jsonl", lines(rows)), await read("platform-rows.csv", table(rows))]) {
      expect(shaped.counts).toEqual({ records: kept.length, bearing: kept.length, quarantined: 0 });
      expect(bare(shaped)).toEqual(bare(whole));
    }
  });
});

function asPlatformRow(record: LogRecord): Readonly<Record<string, string>> {
  const renamed: Readonly<Record<string, string>> = {
    CreationTime: "TimeGenerated",
    Id: "EventOriginalUid",
    Operation: "EventOriginalType",
    ResultStatus: "EventResult",
    UserId: "ActorName",
    UserKey: "ActorUserId",
    UserType: "ActorUserType",
    UserUPN: "UserUpn",
    RecipientUPN: "RecipientUpn",
    ClientIP: "SrcIpAddr",
  };
  return asCells(record, renamed, []);
}

/** The columns of Sentinel's table for a record: renamed, nested values as JSON text. */
function asRow(record: LogRecord): Readonly<Record<string, string>> {
  const renamed: Readonly<Record<string, string>> = {
    CreationTime: "TimeGenerated",
    Id: "OfficeId",
    Workload: "OfficeWorkload",
    ObjectId: "OfficeObjectId",
    SiteUrl: "Site_Url",
  };
  return asCells(record, renamed, [["Type", "OfficeActivity"]]);
}

function asCells(
  record: LogRecord,
  renamed: Readonly<Record<string, string>>,
  more: readonly (readonly [string, string])[],
): Readonly<Record<string, string>> {
  const cells = Object.entries(record).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return [renamed[name] ?? name, name === "CreationTime" ? `${text}Z` : text] as const;
  });
  return Object.fromEntries([...cells, ...more]);
}

/** `6/11/2026, 3:46:10.000 AM`, as the portal exports times. */
function asPortalTime(time: string): string {
  return new Date(time).toLocaleString("en-US", { timeZone: "UTC" }).replace(/:(\d\d)\s/, ":$1.000 ");
}
