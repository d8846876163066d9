import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { DEFAULT_LIMITS } from "../../inputs/contract.ts";
import { readInputs } from "../../inputs/read-inputs.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import type { CompiledRule } from "../../rules/model.ts";
import { isFields, listAt, valueAt } from "../fields.ts";
import type { LogRecord } from "../contract.ts";
import { SOURCES } from "../registry.gen.ts";

/* The same entries in everything that they travel in give the same facts. Records are the hand-made fixtures. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-gcp-shapes-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let rules: readonly CompiledRule[] = [];
beforeAll(async () => {
  rules = await loadStageRules();
});

const entries: readonly LogRecord[] = ["functions", "rights", "effects", "evasion", "workloads"].flatMap((name) => {
  const file = path.join(import.meta.dirname, "__fixtures__", "audit", `${name}.input.json`);
  return listAt(JSON.parse(readFileSync(file, "utf8")), "records").filter(isFields);
});
/** What nobody makes rules about, so that something can be rejected on its bytes. */
const noise = entries.map((entry, at): LogRecord => {
  const payload = { ...Object(entry["protoPayload"]), methodName: "google.cloud.functions.v2.FunctionService.ListFunctions" };
  return { ...entry, insertId: `noise${at}`, protoPayload: payload };
});

interface Read {
  readonly ids: readonly string[];
  readonly counts: Readonly<Record<string, unknown>>;
}

async function read(name: string, text: string, parseEverything = false): Promise<Read> {
  const file = path.join(scratch, name);
  writeFileSync(file, text);
  const facts: Fact[] = [];
  const sink = {
    addFacts: async (more: readonly Fact[]) => {
      facts.push(...more);
    },
    addActivities: async () => {},
  };
  const { inputs } = await readInputs([file], { sources: SOURCES, rules, sink, limits: DEFAULT_LIMITS, parseEverything });
  const [input] = inputs;
  return {
    ids: facts.map((fact) => fact.factId).toSorted(),
    counts: { records: input?.records, bearing: input?.fact_bearing, quarantined: input?.quarantined },
  };
}

function asLines(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join("\n");
}

function encoded(entry: LogRecord): string {
  return Buffer.from(JSON.stringify(entry)).toString("base64");
}

/** Columns of BigQuery: the payload under another name, requests and answers as JSON text, times with a blank. */
function asRow(entry: LogRecord): LogRecord {
  const { protoPayload, timestamp, ...rest } = entry;
  const { "@type": _type, request, response, metadata, serviceData, ...payload } = Object(protoPayload);
  const json = { requestJson: JSON.stringify(request), responseJson: JSON.stringify(response), metadataJson: JSON.stringify(metadata) };
  const time = String(timestamp).replace("T", " ").replace("Z", " UTC");
  return { ...rest, timestamp: time, protopayload_auditlog: { ...payload, ...json, servicedata_v1_iam: serviceData } };
}

const SHAPES: Readonly<Record<string, (all: readonly LogRecord[]) => string>> = {
  "gcloud.json": (all) => JSON.stringify(all, null, 2),
  "api.json": (all) => JSON.stringify({ entries: all, nextPageToken: "x" }),
  "push.jsonl": (all) =>
    asLines(all.map((entry) => ({ message: { data: encoded(entry), messageId: "1" }, subscription: "projects/p/subscriptions/s" }))),
  "pull.json": (all) => JSON.stringify(all.map((entry) => ({ ackId: "a", message: { data: encoded(entry), messageId: "1" } }))),
  "received.json": (all) => JSON.stringify({ receivedMessages: all.map((entry) => ({ ackId: "a", message: { data: encoded(entry) } })) }),
  "eventarc.jsonl": (all) =>
    asLines(
      all.map((entry) => ({
        specversion: "1.0",
        type: "google.cloud.audit.log.v1.written",
        id: "1",
        source: "//cloudaudit.googleapis.com/projects/p",
        data: entry,
      })),
    ),
  "bigquery.jsonl": (all) => asLines(all.map(asRow)),
  "payload-as-text.jsonl": (all) => asLines(all.map((entry) => ({ ...entry, protoPayload: JSON.stringify(entry["protoPayload"]) }))),
  "lower-case.jsonl": (all) =>
    asLines(
      all.map(({ insertId, logName, protoPayload, ...rest }) => ({
        insertid: insertId,
        logname: logName,
        protopayload: protoPayload,
        ...rest,
      })),
    ),
};

describe("entries of Cloud Logging", () => {
  it("give the same facts on bytes and parsed", async () => {
    const text = asLines([...entries, ...noise]);
    const quick = await read("sink.json", text);
    expect(quick).toEqual(await read("sink-careful.json", text, true));
    expect(quick.counts).toMatchObject({ records: entries.length * 2, quarantined: 0 });
    expect(quick.ids.length).toBeGreaterThan(60);
  });

  it.each(Object.entries(SHAPES))("give the same facts in %s", async (name, wrap) => {
    const expected = await read("expected.json", asLines(entries));
    const found = await read(name, wrap(entries));
    expect(found).toEqual(expected);
    expect(valueAt(found.counts, "quarantined")).toBe(0);
  });
});
