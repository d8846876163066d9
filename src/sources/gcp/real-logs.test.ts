import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { DEFAULT_LIMITS } from "../../inputs/contract.ts";
import { readInputs } from "../../inputs/read-inputs.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import { isFields, listAt, valueAt } from "../fields.ts";
import { SOURCES } from "../registry.gen.ts";

/*
 * Recorded entries of Google Cloud from public repositories: tests of panther-labs/panther-analysis (as
 * shipped by its pipeline), plaso, cloud-custodian, GoogleCloudPlatform/security-analytics and
 * google-cloudevents. They are not part of this repository.
 */

const logs = process.env["TEST_REAL_LOGS"];
const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-real-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function jsonFiles(folder: string): readonly unknown[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => listAt({ all: JSON.parse(readFileSync(path.join(folder, file), "utf8")) }, "all"));
}

function lines(file: string): readonly unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));
}

/** What is read of each set: counts, and facts by kind. */
async function read(
  name: string,
  records: readonly unknown[],
): Promise<{ readonly counts: Record<string, number>; readonly facts: readonly Fact[] }> {
  const file = path.join(scratch, `${name}.jsonl`);
  writeFileSync(file, records.map((record) => JSON.stringify(record)).join("\n"));
  const facts: Fact[] = [];
  const sink = {
    addFacts: async (more: readonly Fact[]) => {
      facts.push(...more);
    },
    addActivities: async () => {},
  };
  const { inputs } = await readInputs([file], { sources: SOURCES, rules: await loadStageRules(), sink, limits: DEFAULT_LIMITS });
  const { records: all, fact_bearing, rolled_up, irrelevant, duplicate, quarantined } = inputs[0]!; // one file was given
  return { counts: { all, fact_bearing, rolled_up, irrelevant, duplicate, quarantined }, facts };
}

function byKind(facts: readonly Fact[]): string {
  const kinds = new Map<string, number>();
  for (const { kind } of facts) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [...kinds]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, times]) => `${kind} ${times}`)
    .join(", ");
}

describe("recorded entries of Google Cloud", () => {
  if (logs === undefined || !existsSync(path.join(logs, "plaso"))) {
    it("are not here", () => console.log("not run: TEST_REAL_LOGS is not set"));
    return;
  }

  const panther = lines(path.join(logs, "panther-analysis", "GCP.AuditLog.jsonl")).filter(isFields);
  const sets: readonly (readonly [string, readonly unknown[]])[] = [
    // Some of its tests hold a few fields only, without the payload: those are no entries.
    [
      "panther-analysis",
      panther.map((row) => row["log"]).filter((log) => isFields(valueAt(log, "protoPayload")) || isFields(valueAt(log, "protopayload"))),
    ],
    ["plaso", lines(path.join(logs, "plaso", "jsonl", "gcp_logging.jsonl"))],
    ["cloud-custodian", jsonFiles(path.join(logs, "cloud-custodian", "c7n_gcp-events"))],
    ["google-security-analytics", jsonFiles(path.join(logs, "google-security-analytics"))],
    ["google-cloudevents", jsonFiles(path.join(logs, "google-cloudevents"))],
  ];

  it.each(sets)("are read whole: %s", async (name, records) => {
    const { counts, facts } = await read(name, records);
    console.log(
      `${name}: ${counts["all"]} records, ${counts["fact_bearing"]} with facts (${byKind(facts)}), ${counts["irrelevant"]} irrelevant, ${counts["duplicate"]} told twice`,
    );
    const { all = 0, ...fates } = counts;
    expect(all).toBe(records.length);
    expect(Object.values(fates).reduce((a, b) => a + b, 0)).toBe(all);
    expect(fates["quarantined"]).toBe(0);
  });

  it("mean what their publishers say", async () => {
    const { facts } = await read(
      "named",
      sets.flatMap(([, records]) => records),
    );
    const told = new Set(facts.map((fact) => [fact.kind, fact.op, fact.privilege ?? "-", fact.outcome, ...fact.traits].join(" ")));
    for (const expected of [
      "act instances.setMetadata - success remote_code",
      "assume SignJwt - success",
      "credential CreateServiceAccount - success identity_created",
      "deploy CreateBuild - success code_changed created",
      "deploy deployments.insert - success code_changed created",
      "evade UpdateSink - success logging_weakened",
      "evade subnetworks.patch - success logging_weakened",
      "grant InsertProjectOwnershipInvite 3 success other_target",
      "grant SetIamPolicy 1 success other_target",
      "share storage.setIamPermissions - success public",
    ])
      expect(told).toContain(expected);
  });
});
