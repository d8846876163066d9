import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Fact } from "../../facts/fact.ts";
import { DEFAULT_LIMITS } from "../../inputs/contract.ts";
import { readInputs } from "../../inputs/read-inputs.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import { isFields, listAt, parsedJson, textAt } from "../fields.ts";
import { SOURCES } from "../registry.gen.ts";

/*
 * Recorded activities of Workspace from public repositories: tests of panther-labs/panther-analysis, examples of
 * splunk/security_content and airbnb/streamalert, audit entries of GoogleCloudPlatform/security-analytics. They are not part of this
 * repository.
 */

const logs = process.env["TEST_REAL_LOGS"];
const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-real-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function lines(file: string): readonly unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));
}

interface RecordSet {
  readonly records: readonly unknown[];
  /** Events in them; items hold several. */
  readonly events: number;
  /** Written by hand without a time, or with prose in its place. */
  readonly unusable: number;
}

function all(records: readonly unknown[], unusable = 0): RecordSet {
  return { records, events: records.length, unusable };
}

function recordsOf(base: string): Readonly<Record<string, RecordSet>> {
  const at = (...parts: readonly string[]): string => path.join(base, ...parts);
  const panther = lines(at("panther-analysis", "GSuite.ActivityEvent.jsonl")).map((test) => (isFields(test) ? test["log"] : test));
  const story = listAt(
    parse(readFileSync(at("panther-analysis", "test_scenarios", "gsuite-sensitive-files", "shared_files.yml"), "utf8")),
    "Logs",
  );
  const splunk = readdirSync(at("splunk-security-content", "data_sources"))
    .filter((file) => /^(?:g_suite|google_workspace)_/.test(file))
    .map((file) => parsedJson(textAt(parse(readFileSync(at("splunk-security-content", "data_sources", file), "utf8")), "example_log")));
  const entries = readdirSync(at("google-security-analytics"))
    .filter((file) => /^google\.(?:login|admin)\./.test(file))
    .map((file): unknown => JSON.parse(readFileSync(at("google-security-analytics", file), "utf8")));
  const streamalert = listAt(parsedJson(readFileSync(at("streamalert", "classifier", "gsuite", "gsuite_reports.json"), "utf8")) ?? [])
    .flatMap((one) => (Array.isArray(one) ? one : [one]))
    .map((one) => (isFields(one) ? one["data"] : one));
  return {
    // Some of its tests have no time.
    "panther-analysis": all(panther, 13),
    "panther-story": { records: story, events: story.flatMap((item) => listAt(item, "events")).length, unusable: 0 },
    splunk: all(splunk),
    "google-security-analytics": all(entries),
    streamalert: all(streamalert),
  };
}

/** Each set as lines, and as one page of the API. */
async function read(
  name: string,
  text: string,
): Promise<{ readonly facts: readonly Fact[]; readonly result: Awaited<ReturnType<typeof readInputs>> }> {
  const file = path.join(scratch, name);
  writeFileSync(file, text);
  const facts: Fact[] = [];
  const sink = { addFacts: (found: readonly Fact[]) => void facts.push(...found), addActivities: () => {} };
  const result = await readInputs([file], { sources: SOURCES, rules: await loadStageRules(), sink, limits: DEFAULT_LIMITS });
  return { facts, result };
}

function jsonLines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

function byKind(facts: readonly Fact[]): string {
  const kinds = [...new Set(facts.map((fact) => fact.kind))].toSorted();
  return kinds.map((kind) => `${kind} ${facts.filter((fact) => fact.kind === kind).length}`).join(", ");
}

describe("published activities of Workspace", () => {
  if (logs === undefined || !existsSync(path.join(logs, "panther-analysis"))) {
    it("are not here", () => console.log("not run: TEST_REAL_LOGS is not set"));
    return;
  }
  const sets = recordsOf(logs);

  it("are all read, as facts or as irrelevant, and none is lost", async () => {
    for (const [name, { records, events, unusable }] of Object.entries(sets)) {
      const { facts, result } = await read(`${name}.jsonl`, jsonLines(records));
      const { fact_bearing, rolled_up, irrelevant, duplicate, quarantined, ...counted } = result.totals;
      const by = Object.entries(result.recordsBySource).map(([source, count]) => `${source} ${count}`);
      console.log(`${name}: ${counted.records} records (${by.join(", ")}; quarantined ${quarantined}); ${byKind(facts) || "no facts"}`);
      expect(fact_bearing + rolled_up + irrelevant + duplicate + quarantined, name).toBe(counted.records);
      expect(counted.records, name).toBe(events);
      expect(quarantined, name).toBe(unusable);
    }
  });

  it("mean what their publishers say", async () => {
    const { facts } = await read("again.jsonl", jsonLines(Object.values(sets).flatMap(({ records }) => records)));
    const told = new Set(facts.map((fact) => [fact.kind, fact.op, fact.actorId, fact.privilege ?? "-", ...fact.traits].join(" ")));
    for (const expected of [
      "consent authorize user@example.com - administers reads_files reads_mail shares_files",
      "grant ADD_GROUP_MEMBER admin@example.com - other_target",
      "share change_user_access thomas12223391@gmail.com - foreign_account",
    ])
      expect(told).toContain(expected);
  });
});
