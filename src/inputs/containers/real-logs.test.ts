import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import { SOURCES } from "../../sources/registry.gen.ts";
import { tinyOptions } from "../__fixtures__/tiny-source.ts";
import { readInputs } from "../read-inputs.ts";
import { readRawRecord } from "../raw-record.ts";

/*
 * Recorded AWS logs in the containers that their publishers use. They are not part of this
 * repository; the table that is printed says what became of every record.
 */

const logs = process.env["TEST_REAL_LOGS"];

/** Folder or files, relative to the folder of recorded logs. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  "stratus-red-team": ["stratus-red-team"],
  otrf: ["otrf-security-datasets"],
  "panther-analysis CloudTrail": ["panther-analysis/AWS.CloudTrail.jsonl"],
  "panther-analysis multi": ["panther-analysis/multi.jsonl"],
  "panther-analysis VPCDns": ["panther-analysis/AWS.VPCDns.jsonl"],
  "panther-analysis VPCFlow": ["panther-analysis/AWS.VPCFlow.jsonl"],
  "plaso LookupEvents": ["plaso/jsonl/aws_cloudtrail.jsonl"],
  "cloud-custodian EventBridge": ["cloud-custodian/cwe"],
  "opensearch-catalog cloudtrail": ["opensearch-catalog/aws_cloudtrail"],
  "opensearch-catalog vpc flow": ["opensearch-catalog/amazon_vpc_flow"],
  streamalert: ["streamalert"],
  "elastic-otel cloudtrail": ["elastic-otel-components/aws_cloudtrail.json"],
  "elastic-otel vpc flow": ["elastic-otel-components/aws_vpcflow.txt"],
  "security lake CloudTrail raw": ["account_change/input", "authentication/input", "api_activity(general CT events)/input"].map(cloudTrail),
  "security lake CloudTrail": ["account_change", "authentication", "api_activity(general CT events)"].map(cloudTrail),
  "security lake Route 53": ["aws-security-lake-ocsf-samples/1.0.0-rc.2/ROUTE53"],
  "security lake VPC flow": ["aws-security-lake-ocsf-samples/1.0.0-rc.2/VPC_FLOW"],
};

function cloudTrail(folder: string): string {
  return `aws-security-lake-ocsf-samples/1.0.0-rc.2/CLOUD_TRAIL/${folder}`;
}

it.runIf(logs === undefined)("not run: TEST_REAL_LOGS is not set", () => {
  console.log("real logs in their containers: not run, TEST_REAL_LOGS is not set");
});

it.runIf(logs !== undefined)("reads every record of every set, and says what became of it", { timeout: 60_000 }, async () => {
  const rules = await loadStageRules();
  const table: Record<string, unknown>[] = [];
  for (const [set, paths] of Object.entries(SETS)) {
    const { options, facts } = tinyOptions({ sources: SOURCES, rules });
    const places = paths
      .map((path) => join(logs ?? "", path))
      .flatMap((path) => (set.endsWith("CloudTrail") && paths.length > 1 ? parquetIn(path) : [path]));
    const { inputs, totals, quarantine } = await readInputs(places, options);
    const { records, ...fates } = totals;
    expect(
      Object.values(fates).reduce((sum, each) => sum + each, 0),
      set,
    ).toBe(records);
    for (const fact of facts.slice(0, 20)) {
      const raw = await readRawRecord(fact.raw);
      if (!fact.eventId.startsWith("without-id")) expect(raw.toString("utf8"), set).toContain(fact.eventId);
    }
    const kinds = new Map<string, number>();
    for (const { kind } of facts) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const reasons = new Map<string, number>();
    for (const { reason } of quarantine) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    const skipped = inputs
      .filter(({ state }) => state !== "read")
      .map(({ file, state, reason }) => `${file.split("/").at(-1)}: ${state}, ${reason}`);
    table.push({
      set,
      ...totals,
      facts: [...kinds]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([kind, count]) => `${kind} ${count}`)
        .join(", "),
      reasons: [...reasons].map(([reason, count]) => `${reason} ${count}`).join(", "),
      skipped,
    });
  }
  console.log(table.map((row) => JSON.stringify(row)).join("\n"));
});

function parquetIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".parquet"))
    .map((name) => join(folder, name));
}
