import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fact } from "../facts/fact.ts";
import { loadStageRules } from "../rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../rules/model.ts";
import { SOURCES } from "../sources/registry.gen.ts";
import { scratchFolder } from "./__fixtures__/scratch.ts";
import { DEFAULT_LIMITS } from "./contract.ts";
import type { ReadResult } from "./contract.ts";
import { readInputs } from "./read-inputs.ts";

/* The forms in which AWS delivers telemetry beside CloudTrail; all contents made by hand. */

const scratch = scratchFolder();
afterAll(() => scratch.clear());
let rules: readonly CompiledRule[] = [];
beforeAll(async () => {
  rules = await loadStageRules();
});

async function read(content: string | Buffer): Promise<{ result: ReadResult; facts: readonly Fact[] }> {
  const facts: Fact[] = [];
  const sink = { addFacts: (some: readonly Fact[]) => void facts.push(...some), addActivities: () => {} };
  const result = await readInputs([scratch.write("telemetry.log", content)], { sources: SOURCES, rules, sink, limits: DEFAULT_LIMITS });
  return { result, facts };
}

const HEADER = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";
const MINING = "2 111122223333 eni-0aa 10.0.1.9 203.0.113.40 41022 3333 6 40 9000 1791191520 1791191580 ACCEPT OK";
const WEB = "2 111122223333 eni-0aa 10.0.1.9 203.0.113.41 41022 443 6 40 9000 1791191520 1791191580 ACCEPT OK";
const NOTHING = "2 111122223333 eni-0aa - - - - - - - 1791191520 1791191580 - NODATA";

function delivery(logGroup: string, messages: readonly string[]): string {
  const logEvents = messages.map((message, at) => ({ id: `${at}`, timestamp: 1791191520000 + at, message }));
  const stream = "2026/10/05/[$LATEST]0123456789abcdef0123456789abcdef";
  return JSON.stringify({ messageType: "DATA_MESSAGE", owner: "111122223333", logGroup, logStream: stream, logEvents });
}

describe("VPC flow logs", () => {
  const forms: Readonly<Record<string, string | Buffer>> = {
    "lines under a header": gzipSync(`${HEADER}\n${MINING}\n${WEB}\n${NOTHING}\n`),
    "lines of the default format without one": `${MINING}\n${WEB}\n${NOTHING}\n`,
    "a delivery of a log group": delivery("vpc-flow", [MINING, WEB, NOTHING]),
    "a query's rows": `interface_id,srcaddr,dstaddr,dstport,protocol,start,end,action,account_id\n${[
      "eni-0aa,10.0.1.9,203.0.113.40,3333,6,1791191520,1791191580,ACCEPT,111122223333",
      "eni-0aa,10.0.1.9,203.0.113.41,443,6,1791191520,1791191580,ACCEPT,111122223333",
      "eni-0aa,,,,,1791191520,1791191580,,111122223333",
    ].join("\n")}\n`,
  };

  it.each(Object.entries(forms))("are read as %s", async (_, content) => {
    const { result, facts } = await read(content);
    expect(result.totals).toMatchObject({ records: 3, fact_bearing: 1, irrelevant: 2, quarantined: 0 });
    expect(result.covered).toEqual({ private_network: ["111122223333"] });
    expect(facts).toMatchObject([{ source: "aws/vpc-flow", kind: "network", actorId: "eni-0aa", targetId: "203.0.113.40" }]);
  });

  it("are read in a custom order", async () => {
    const { facts } = await read(
      "start dstport protocol dstaddr interface-id action srcaddr\n1791191520 3333 6 203.0.113.40 eni-0aa ACCEPT -\n",
    );
    expect(facts).toMatchObject([{ targetId: "203.0.113.40", account: "unknown" }]);
  });
});

it("reads resolver query logs as lines and as deliveries of a log group", async () => {
  const base = { version: "1.100000", account_id: "111122223333", region: "eu-central-1", vpc_id: "vpc-1", srcaddr: "10.0.1.9" };
  const query = (name: string): string => JSON.stringify({ ...base, query_timestamp: "2026-10-05T09:12:00Z", query_name: name });
  const messages = [query("gulf.moneroocean.stream."), query("example.com.")];
  for (const content of [messages.join("\n"), delivery("resolver", messages)]) {
    const { result, facts } = await read(content);
    expect(result.totals).toMatchObject({ records: 2, fact_bearing: 1, irrelevant: 1 });
    expect(result.covered).toEqual({ private_network: ["111122223333"] });
    expect(facts).toMatchObject([{ actorId: "vpc-1/10.0.1.9", targetId: "gulf.moneroocean.stream" }]);
  }
});

it("reads GuardDuty findings as exported, from events, and as answers of a call", async () => {
  const role = "arn:aws:iam::111122223333:role/r";
  const functionArn = "arn:aws:lambda:eu-central-1:111122223333:function:f";
  const resource = { resourceType: "Lambda", lambdaDetails: { functionArn, functionName: "f", role } };
  const service = { serviceName: "guardduty", eventFirstSeen: "2026-10-05T09:12:00.000Z", action: {} };
  const head = { schemaVersion: "2.0", accountId: "111122223333", region: "eu-central-1", partition: "aws", id: "f1" };
  const finding = { ...head, type: "CryptoCurrency:Lambda/BitcoinTool.B", resource, service, severity: 8 };
  const capitalised = JSON.stringify(finding).replaceAll(
    /"([a-z])([A-Za-z]*)":/g,
    (_, first: string, rest: string) => `"${first.toUpperCase()}${rest}":`,
  );
  const event = { version: "0", id: "x", "detail-type": "GuardDuty Finding", source: "aws.guardduty", detail: finding };
  const forms = [`${JSON.stringify(finding)}\n`, JSON.stringify(event), `{"Findings":[${capitalised}]}`];
  const readings = await Promise.all(forms.map(read));
  for (const { result, facts } of readings) {
    expect(result.totals).toMatchObject({ records: 1, fact_bearing: 1 });
    expect(facts).toMatchObject([{ automationId: functionArn, kind: "network", traits: ["detected", "mining"] }]);
  }
  expect(new Set(readings.flatMap(({ facts }) => facts.map((fact) => fact.factId))).size).toBe(1);
});

it("reads the platform's lines of a function's log, and none of what the function writes", async () => {
  const id = "8f507cfc-1111-4697-b07a-ac58fc914c95";
  const lines = [`START RequestId: ${id} Version: $LATEST\n`, "hello from the function\n", `REPORT RequestId: ${id}\tDuration: 3 ms\n`];
  const json = [
    `{"time":"2026-10-05T09:12:00.000Z","type":"platform.start","record":{"requestId":"${id}","version":"3"}}`,
    '{"level":"INFO"}',
  ];
  const asText = await read(delivery("/aws/lambda/report", lines));
  expect(asText.facts.map((fact) => [fact.op, fact.targetId])).toEqual([
    ["platform.start", "111122223333/report"],
    ["platform.report", "111122223333/report"],
  ]);
  const asJson = await read(delivery("/aws/lambda/report", json));
  expect(asJson.facts).toMatchObject([{ kind: "invoke", eventId: id, automationVersion: "3" }]);
});
