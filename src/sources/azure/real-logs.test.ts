import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DEFAULT_LIMITS } from "../../inputs/contract.ts";
import { readInputs } from "../../inputs/read-inputs.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import type { Fact } from "../../facts/fact.ts";
import { isFields, listAt, parsedJson, textAt } from "../fields.ts";
import { SOURCES } from "../registry.gen.ts";

/*
 * Records of Azure and Entra that others published: rule tests of panther-labs/panther-analysis, examples of splunk/security_content,
 * test data of log2timeline/plaso, SumoLogic/sumologic-azure-function, dynatrace-oss/dynatrace-azure-log-forwarder and
 * elastic/opentelemetry-collector-components. They are not part of this repository.
 */

const logs = process.env["TEST_REAL_LOGS"];
const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-azure-real-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function lines(file: string): readonly unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): unknown => JSON.parse(line));
}

/** The published records of each set, without what its publisher wrapped around them. */
function recordsOf(home: string): Readonly<Record<string, readonly unknown[]>> {
  const at = (...parts: readonly string[]): string => path.join(home, ...parts);
  const json = (...parts: readonly string[]): unknown => JSON.parse(readFileSync(at(...parts), "utf8"));
  const panther = (file: string): readonly unknown[] =>
    lines(at("panther-analysis", file)).map((test) => (isFields(test) ? test["log"] : test));
  const splunk = readdirSync(at("splunk-security-content", "data_sources")).filter((file) => file.startsWith("azure_"));
  return {
    "panther-activity": panther("Azure.MonitorActivity.jsonl"),
    "panther-entra": panther("Azure.Audit.jsonl"),
    plaso: lines(at("plaso", "jsonl", "azure_activity_log.jsonl")),
    splunk: splunk.flatMap(
      (file) => parsedJson(textAt(parse(readFileSync(at("splunk-security-content", "data_sources", file), "utf8")), "example_log")) ?? [],
    ),
    "sumologic-activity": listAt(json("sumologic-azure-function", "activity_log_fixtures.json"), "records"),
    "sumologic-flow": listAt(json("sumologic-azure-function", "blob_fixtures_vnetflowlogs.json"), "records"),
    dynatrace: listAt({ all: json("dynatrace-azure-log-forwarder", "integration-events.json") }, "all"),
    "dynatrace-units": listAt({ all: json("dynatrace-azure-log-forwarder", "unit-test-records.json") }, "all").map((one) =>
      isFields(one) ? one["record"] : one,
    ),
    elastic: listAt(json("elastic-otel-components", "azure_diagnostic_settings.json"), "records"),
  };
}

async function read(
  name: string,
  records: readonly unknown[],
): Promise<{ readonly facts: readonly Fact[]; readonly result: Awaited<ReturnType<typeof readInputs>> }> {
  const file = path.join(scratch, `${name}.json`);
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  const facts: Fact[] = [];
  const sink = { addFacts: (found: readonly Fact[]) => void facts.push(...found), addActivities: () => {} };
  const result = await readInputs([file], { sources: SOURCES, rules: await loadStageRules(), sink, limits: DEFAULT_LIMITS });
  return { facts, result };
}

describe("published records of Azure and Entra", () => {
  if (logs === undefined || !existsSync(path.join(logs, "plaso"))) {
    it("are not here", () => console.log("not run: TEST_REAL_LOGS is not set"));
    return;
  }
  const sets = recordsOf(logs);

  it("are all read, as facts or as irrelevant, and none is lost", async () => {
    const table: string[] = [];
    for (const [name, records] of Object.entries(sets)) {
      const { facts, result } = await read(name, records);
      const { totals } = result;
      const kinds = [...new Set(facts.map((fact) => fact.kind))]
        .toSorted()
        .map((kind) => `${kind} ${facts.filter((fact) => fact.kind === kind).length}`);
      const by = Object.entries(result.recordsBySource).map(([source, count]) => `${source} ${count}`);
      table.push(
        `${name}: ${records.length} records (${by.join(", ")}; quarantined ${totals.quarantined}); ${kinds.join(", ") || "no facts"}`,
      );
      expect(totals.fact_bearing + totals.rolled_up + totals.irrelevant + totals.duplicate + totals.quarantined, name).toBe(totals.records);
      expect(totals.records, name).toBe(records.length);
      // Nine tests of one publisher hold audit records of Kubernetes, which are no log of Azure.
      expect(totals.quarantined, name).toBe(name === "panther-activity" ? 9 : 0);
    }
    console.log(table.join("\n"));
  });

  it("mean what their publishers say", async () => {
    const { facts } = await read("panther-again", sets["panther-activity"] ?? []);
    const owner = facts.find((fact) => fact.kind === "grant" && fact.detail["policyName"] === "Owner");
    // The evidence of that record describes the caller's own role; the target is the one in the request.
    expect(owner).toMatchObject({ targetId: "770797c4-e05a-43f9-bda2-1f1f379987ae", privilege: 3, outcome: "success" });
    const splunk = (await read("splunk-again", sets["splunk"] ?? [])).facts.map((fact) => [fact.kind, fact.op]);
    expect(splunk).toContainEqual(["trigger", "Microsoft.Automation/automationAccounts/webhooks/write"]);
    expect(splunk).toContainEqual(["grant", "Add member to role"]);
    const [setting] = (await read("sumo-again", sets["sumologic-activity"] ?? [])).facts;
    expect(setting).toMatchObject({
      kind: "configure",
      automationName: "sumoazureauditapp",
      actorId: "abc@itsumologic.onmicrosoft.com",
      outcome: "started",
    });
    const runs = (await read("dynatrace-again", sets["dynatrace"] ?? [])).facts;
    expect(runs.every((fact) => fact.kind === "invoke" && fact.automationName === "ingest-logs-function")).toBe(true);
  });
});
