import { stableHash } from "../../facts/fact-id.ts";
import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { eventTimeMs } from "../event-time.ts";
import { isFields, numberAt, parsedJson, textAt } from "../fields.ts";
import { functionRef } from "./arn.ts";
import { AWS_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import { automationOf } from "./entities/function-of-call.ts";
import { unwrapLogEvents } from "./telemetry/log-events.ts";
import type { LogEvent } from "./telemetry/log-events.ts";

/*
 * What the Lambda platform itself writes into a function's log group, as text (`START RequestId: ...`) or
 * JSON (`"type":"platform.start"`), in deliveries of CloudWatch Logs subscriptions:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 * A function's own code can print the same lines, so they prove a run only as far as its log group
 * was written by it, which is enough: a run is all that they are taken for. Deliveries name the
 * account and the log group but no region; files of an export task name not even the group, and are no use.
 */

const lambdaLogs: Source = {
  id: "aws/lambda-logs",
  title: "AWS Lambda platform logs",
  provider: "aws",
  logsource: { product: "aws", service: "lambda" },
  vendorDocs: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
  requires: ["A subscription of the functions' log groups that delivers the platform's lines, to Firehose for example"],
  bytes: {
    operationAnchor: '"type":"',
    operationField: "type",
    serviceAnchor: '"logGroup":"',
    serviceField: "logGroup",
    recordStart: '{"logGroup":"',
    activityNeedles: [],
  },
  unwrap: (value) => unwrapLogEvents(value, platformRecord),
  matches: (record) => isPlatformType(textAt(record, "type")) && functionName(record) !== null,
  envelope: platformEnvelope,
  entities: { run },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AWS_BLIND_SPOTS,
};

export default lambdaLogs;

function isPlatformType(type: string | null): boolean {
  return type !== null && /^platform\.[A-Za-z]+$/.test(type);
}

/** `START RequestId: 8f5… Version: $LATEST`; REPORT has no version but measurements behind tabs. */
const TEXT_LINE = /^(START|REPORT) RequestId: ([0-9a-f-]{36})(?:\s+Version: (\S+))?/;

/** A platform event in the JSON form, whatever form it was logged in; null for all other lines. */
function platformRecord(event: LogEvent): LogRecord | null {
  const place = { logGroup: event.logGroup, logStream: event.logStream, owner: event.owner, timestamp: event.timestamp };
  const line = TEXT_LINE.exec(event.message);
  if (line !== null) {
    const [, word, requestId, version] = line;
    return { ...place, type: word === "START" ? "platform.start" : "platform.report", record: { requestId, version } };
  }
  const parsed = event.message.startsWith("{") ? parsedJson(event.message) : undefined;
  if (!isFields(parsed) || !isPlatformType(textAt(parsed, "type"))) return null;
  const record = { ...parsed, ...place };
  return functionName(record) === null ? null : record;
}

/**
 * The function that owns the log: by the default group `/aws/lambda/NAME`; in a group of another
 * name, streams are called `2026/10/05/NAME[VERSION]ENVIRONMENT`.
 */
function functionName(record: LogRecord): string | null {
  const byGroup = /^\/aws\/lambda\/([A-Za-z0-9_-]+)$/.exec(textAt(record, "logGroup") ?? "")?.[1];
  return byGroup ?? /^\d{4}\/\d\d\/\d\d\/([A-Za-z0-9_-]+)\[/.exec(textAt(record, "logStream") ?? "")?.[1] ?? null;
}

function platformEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const type = textAt(record, "type") ?? "";
  const tsMs = eventTimeMs(record["time"]) ?? fromMs(numberAt(record, "timestamp"));
  if (tsMs === null) return { unusable: "no usable time" };
  const account = textAt(record, "owner") ?? "unknown";
  const eventId = textAt(record, "record", "requestId") ?? `without-id-${stableHash([type, tsMs, textAt(record, "logStream")])}`;
  return {
    dupKey: `${eventId}/${type}/${account}`,
    eventId,
    operationKey: null,
    op: type,
    rawOp: type,
    service: "lambda",
    tsMs,
    provider: "aws",
    account,
    region: textAt(record, "region"),
    actorId: null,
    actorType: "unknown",
    sessionName: null,
    sessionAutomationId: null,
    credentialId: null,
    runtimeAgent: false,
    invokedBy: null,
    via: "service",
    srcIp: null,
    srcIpClass: "none",
    userAgent: null,
    outcome: "success",
    flags: [],
  };
}

function fromMs(ms: number | null): number | null {
  return ms === null || !Number.isSafeInteger(ms) || ms <= 0 ? null : eventTimeMs(isoOf(ms));
}

function isoOf(ms: number): string | null {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Without a region the function is named by account and name only; resolve/ finds which one that is. */
function run(record: LogRecord, envelope: Envelope): Entities {
  const name = functionName(record);
  const ref = envelope.region === null ? null : functionRef(name, { partition: "aws", account: envelope.account, region: envelope.region });
  return {
    ...automationOf(ref),
    automationName: name,
    automationVersion: textAt(record, "record", "version"),
    targetId: name === null ? null : `${envelope.account}/${name}`,
    targetType: "automation_name",
    detail: detail({ logGroup: textAt(record, "logGroup"), logStream: textAt(record, "logStream") }),
  };
}
