import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Fact } from "../../facts/fact.ts";
import { DEFAULT_LIMITS } from "../../inputs/contract.ts";
import { readInputs } from "../../inputs/read-inputs.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import { isFields, parsedJson, textAt } from "../fields.ts";
import { SOURCES } from "../registry.gen.ts";

/*
 * Records of Microsoft 365 that others published: examples of splunk/security_content, test data of log2timeline/plaso and rule tests of
 * panther-labs/panther-analysis. They are not part of this repository.
 */

const logs = process.env["TEST_REAL_LOGS"];
const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-m365-real-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function lines(file: string): readonly unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): unknown => JSON.parse(line));
}

/** The published records of each set, without what its publisher wrapped around them. */
function recordsOf(home: string): Readonly<Record<string, readonly unknown[]>> {
  const splunk = path.join(home, "splunk-security-content", "data_sources");
  const panther = path.join(home, "panther-analysis");
  const examples = readdirSync(splunk).filter((file) => file.startsWith("o365_"));
  const tests = readdirSync(panther).filter((file) => file.startsWith("Microsoft365."));
  return {
    splunk: examples.flatMap((file) => parsedJson(textAt(parse(readFileSync(path.join(splunk, file), "utf8")), "example_log")) ?? []),
    plaso: lines(path.join(home, "plaso", "jsonl", "microsoft_audit_log.jsonl")),
    panther: tests.flatMap((file) => lines(path.join(panther, file)).map((test) => (isFields(test) ? test["log"] : test))),
  };
}

/** Ways in which people keep the same records. */
const CONTAINERS: Readonly<Record<string, (records: readonly unknown[]) => string>> = {
  jsonl: (records) => records.map((record) => `${JSON.stringify(record)}\n`).join(""),
  json: (records) => JSON.stringify(records, null, 2),
  "splunk.json": (records) =>
    records.map((record) => `${JSON.stringify({ preview: false, result: { _raw: JSON.stringify(record) } })}\n`).join(""),
  csv: (records) => `${["RecordId,CreationDate,RecordType,Operation,UserId,AuditData", ...records.map(rowOf)].join("\r\n")}\r\n`,
};

function rowOf(record: unknown): string {
  const cells = ["Id", "CreationTime", "RecordType", "Operation", "UserId"].map((name) => textAt(record, name) ?? "");
  return [...cells, JSON.stringify(record)].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
}

async function read(
  name: string,
  content: string,
): Promise<{ readonly facts: readonly Fact[]; readonly result: Awaited<ReturnType<typeof readInputs>> }> {
  const file = path.join(scratch, name);
  writeFileSync(file, content);
  const facts: Fact[] = [];
  const sink = { addFacts: (found: readonly Fact[]) => void facts.push(...found), addActivities: () => {} };
  const result = await readInputs([file], { sources: SOURCES, rules: await loadStageRules(), sink, limits: DEFAULT_LIMITS });
  return { facts, result };
}

function kindsOf(facts: readonly Fact[]): string {
  const kinds = [...new Set(facts.map((fact) => fact.kind))].toSorted();
  return kinds.map((kind) => `${kind} ${facts.filter((fact) => fact.kind === kind).length}`).join(", ") || "no facts";
}

describe("published records of Microsoft 365", () => {
  if (logs === undefined || !existsSync(path.join(logs, "plaso"))) {
    it("are not here", () => console.log("not run: TEST_REAL_LOGS is not set"));
    return;
  }
  const sets = recordsOf(logs);

  it("are all read in every container, with the same facts, and none is lost", async () => {
    const table: string[] = [];
    for (const [name, records] of Object.entries(sets)) {
      const told = new Set<string>();
      for (const [container, write] of Object.entries(CONTAINERS)) {
        const { facts, result } = await read(`${name}.${container}`, write(records));
        const { totals } = result;
        expect(totals.fact_bearing + totals.rolled_up + totals.irrelevant + totals.duplicate + totals.quarantined, name).toBe(
          totals.records,
        );
        // One example has a second 65, but it means nothing.
        expect([totals.records, totals.quarantined], `${name}.${container}`).toEqual([records.length, 0]);
        expect(Object.keys(result.recordsBySource)).toEqual(["m365/audit"]);
        told.add(kindsOf(facts));
      }
      table.push(`${name}: ${records.length} records; ${[...told].join(" | ")}`);
      expect(told.size, name).toBe(1);
    }
    console.log(table.join("\n"));
  });

  it("mean what their publishers say", async () => {
    const { facts } = await read("again.jsonl", CONTAINERS["jsonl"]!(Object.values(sets).flat()));
    const consent = facts.find((fact) => fact.kind === "consent");
    expect(consent).toMatchObject({
      op: "Consent to application",
      detail: { scopes: "User.Read", isAdminConsent: "True", name: "TestApp2" },
    });
    const role = facts.find((fact) => fact.op === "Add member to role");
    expect(role).toMatchObject({
      kind: "grant",
      privilege: 3,
      targetId: "lowpriv@splunkresearch.onmicrosoft.com",
      traits: ["other_target"],
    });
    // Forwarding was switched off there: the parameter is empty.
    expect(facts.find((fact) => fact.op === "Set-Mailbox")).toMatchObject({
      kind: "forward",
      traits: ["removal"],
      srcIp: "18.192.200.190",
    });
    // Guests are guests; the fifth recipient is of another domain of the same company, which no record says.
    const shares = facts.filter((fact) => fact.op === "AddedToSecureLink");
    expect(shares.filter((fact) => fact.traits.includes("guest")).length).toBe(4);
  });
});
