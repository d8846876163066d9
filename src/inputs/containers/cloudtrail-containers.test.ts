import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CompiledRule } from "../../rules/model.ts";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import { SOURCES } from "../../sources/registry.gen.ts";
import { EVENTS, type Event } from "../__fixtures__/containers/events.ts";
import { storedZstd } from "../__fixtures__/containers/stored-zstd.ts";
import { csv, structText, lowerCase } from "../__fixtures__/containers/tables.ts";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { tinyOptions } from "../__fixtures__/tiny-source.ts";
import { readInputs } from "../read-inputs.ts";
import { readRawRecord } from "../raw-record.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());
let rules: readonly CompiledRule[] = [];
beforeAll(async () => {
  rules = await loadStageRules();
});

const text = (event: unknown): string => JSON.stringify(event);
const plain = (value: unknown): string => (typeof value === "string" ? value : text(value));
const lines = (of: (event: Event, at: number) => unknown): string => EVENTS.map((event, at) => `${text(of(event, at))}\n`).join("");
const eventBridge = (detail: unknown): unknown => ({ version: "0", id: "b", "detail-type": "AWS API Call via CloudTrail", detail });
const lookup = (event: Event): unknown => ({ EventId: event["eventID"], EventName: event["eventName"], CloudTrailEvent: text(event) });
const subscription = {
  messageType: "DATA_MESSAGE",
  owner: "111122223333",
  logGroup: "CloudTrail/Group",
  logStream: "111122223333_CloudTrail_eu-west-1",
  subscriptionFilters: ["all"],
  logEvents: EVENTS.map((event, at) => ({ id: String(at), timestamp: 1_790_000_000_000 + at, message: text(event) })),
};
const COLUMNS = [...new Set(EVENTS.flatMap((event) => Object.keys(event)))];

/** As Athena prints it into CSV: structs of the identity, JSON of the rest, all in lower case. */
function athenaCsv(): string {
  return csv(
    COLUMNS.map((name) => name.toLowerCase()),
    EVENTS.map((event) => COLUMNS.map((name) => cell(name, event[name]))),
  );
}

function cell(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (name === "userIdentity") return structText(lowerCase(value));
  return typeof value === "object" ? text(value) : plain(value);
}

/** As CloudTrail Lake prints it: names as asked for, times without zone. */
function lakeRow(event: Event): Record<string, string> {
  return Object.fromEntries(
    Object.entries(event).flatMap(([name, value]) => {
      if (value === null) return [];
      if (name === "eventTime") return [[name, plain(value).replace("T", " ").replace("Z", ".000")]];
      return [[name, typeof value === "object" ? (name === "userIdentity" ? structText(lowerCase(value)) : text(value)) : plain(value)]];
    }),
  );
}

function athenaJson(event: Event): unknown {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => {
      if (name === "userIdentity") return [name.toLowerCase(), lowerCase(value)];
      return [name.toLowerCase(), typeof value === "object" && value !== null ? text(value) : value];
    }),
  );
}

const CONTAINERS: Readonly<Record<string, string | Buffer>> = {
  "trail.json": text({ Records: EVENTS }),
  "trail.json.zst": storedZstd(Buffer.from(text({ Records: EVENTS }))),
  "eventbridge.jsonl": lines(eventBridge),
  "eventbridge-in-sqs.jsonl": lines((event) => ({
    MessageId: "m",
    Body: text({ Type: "Notification", Message: text(eventBridge(event)) }),
  })),
  "sns-to-lambda.json": text({ Records: EVENTS.map((event) => ({ EventSource: "aws:sns", Sns: { Message: text(event) } })) }),
  "lookup-events.jsonl": lines(lookup),
  "lookup-events-page.json": JSON.stringify({ Events: EVENTS.map(lookup), NextToken: "n" }, null, 4),
  "lookup-events-page-turned.json": text({ NextToken: "n", Events: EVENTS.map(lookup) }),
  "subscription.gz": gzipSync(text(subscription) + text({ messageType: "CONTROL_MESSAGE", logEvents: [{ id: "", message: "CWL" }] })),
  "filter-log-events.json": text({ events: subscription.logEvents, searchedLogStreams: [] }),
  "export.gz": gzipSync(EVENTS.map((event) => `${plain(event["eventTime"])} ${text(event)}\n`).join("")),
  "tail.log": EVENTS.map((event) => `2026-10-01T09:00:00+00:00 111122223333_CloudTrail_eu-west-1 ${text(event)}\n`).join(""),
  "insights.csv": csv(
    ["@timestamp", "@message"],
    EVENTS.map((event) => ["2026-10-01 09:00:00.000", text(event)]),
  ),
  "message.jsonl": lines((event) => ({ host: "x", message: text(event) })),
  "lake.csv": csv(
    COLUMNS,
    EVENTS.map((event) => COLUMNS.map((name) => lakeRow(event)[name] ?? "")),
  ),
  "lake-whole.csv": csv(
    ["eventJson"],
    EVENTS.map((event) => [text(event)]),
  ),
  "lake.jsonl": lines(lakeRow),
  "lake-query.json": text({
    QueryResultRows: EVENTS.map((event) => Object.entries(lakeRow(event)).map(([name, value]) => ({ [name]: value }))),
  }),
  "athena.csv": athenaCsv(),
  "athena.tsv": csv(
    ["eventjson", "day"],
    EVENTS.map((event) => [text(event), "1"]),
    "\t",
  ),
  "athena.jsonl": lines(athenaJson),
  "splunk.json": lines((event, at) => ({
    preview: false,
    offset: at,
    result: { _raw: text(event), eventName: event["eventName"], eventTime: "x" },
  })),
  "splunk-results.json": text({ preview: false, results: EVENTS.map((event) => ({ _raw: text(event) })) }),
  "splunk.csv": csv(
    ["_time", "_raw", "eventName"],
    EVENTS.map((event) => ["1", text(event), plain(event["eventName"])]),
  ),
  "opensearch.jsonl": lines((event) => ({ _index: "i", _id: "1", _source: { "@timestamp": "x", aws: { cloudtrail: event } } })),
  "opensearch-page.json": text({
    took: 1,
    hits: { total: { value: 6 }, hits: EVENTS.map((event) => ({ _source: { aws: { cloudtrail: event } } })) },
  }),
  "elastic.jsonl": lines((event) => ({
    "@timestamp": "x",
    event: { original: text(event), provider: "iam" },
    aws: { cloudtrail: { version: "1" } },
  })),
  "tests.json": text(EVENTS.map((event) => ({ data: event, description: "x" }))),
  "rule-tests.jsonl": lines((event) => ({ ruleId: "x", log: event })),
  "put-together.jsonl": lines((event) => event) + lines(lookup) + text(subscription),
  "noise-then-wrapped.json": text({ Records: [EVENTS[0]] }) + text({ Events: EVENTS.map(lookup) }),
};

async function read(
  file: string,
  parseEverything: boolean,
): Promise<{ told: unknown; facts: readonly unknown[]; rows: number; raw: readonly string[] }> {
  const { options, facts, activities } = tinyOptions({ sources: SOURCES, rules, parseEverything });
  const result = await readInputs([file], options);
  const ids = [...new Set(facts.map((fact) => `${fact.kind} ${fact.factId}`))].toSorted();
  const raw: string[] = [];
  for (const fact of facts) {
    const bytes = (await readRawRecord(fact.raw)).toString("utf8");
    if (!bytes.includes(fact.eventId)) raw.push(`${fact.kind}: ${bytes.slice(0, 80)}`);
  }
  return {
    told: { ...result.totals, quarantine: result.quarantine, state: result.inputs.map(({ state, reason }) => [state, reason]) },
    facts: ids,
    rows: activities.length,
    raw,
  };
}

it.each(Object.entries(CONTAINERS))("reads the same facts out of %s, both ways", async (name, content) => {
  const expected = await read(scratch.write(`plain-${name}.json`, text({ Records: EVENTS })), false);
  const file = scratch.write(name, content);
  const found = await read(file, false);
  expect(found.facts).toEqual(expected.facts);
  expect(found.facts.length).toBeGreaterThan(4);
  expect(found.rows).toBe(expected.rows);
  expect(found.raw).toEqual([]);
  expect(found.told).toMatchObject({ quarantined: 0, state: [["read", null]] });
  expect(await read(file, true)).toEqual(found);
});
