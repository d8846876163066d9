import { stableHash } from "../../facts/fact-id.ts";
import type { Entities, Envelope } from "../../facts/fact.ts";
import type { Trait } from "../../facts/kinds.ts";
import type { LogRecord, Source, Unwrapped } from "../contract.ts";
import { objectAt, textAt } from "../fields.ts";
import { AWS_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import type { Extractor } from "./entities/extractor.ts";
import { DEFAULT_FLOW_FIELDS, flowRecord, hasFlowField, isFlowHeader, isFlowLine } from "./telemetry/flow-fields.ts";
import { unwrapLogEvents } from "./telemetry/log-events.ts";
import { flowOfOcsf } from "./telemetry/ocsf.ts";
import { utcTimeMs } from "./utc-time.ts";
import { fromFields, fromLine } from "./telemetry/wrappers.ts";

/*
 * Amazon VPC flow logs, default and custom formats, as text, Parquet, or rows of a query:
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 * A record sums up one connection over one to ten minutes and arrives up to ten minutes later. It
 * names an interface, never a function: resolve/ finds the functions behind it. Functions outside
 * of a VPC never appear here. `pkt-*` fields name the far ends where something stands in between.
 */

const vpcFlow: Source = {
  id: "aws/vpc-flow",
  title: "Amazon VPC flow logs",
  provider: "aws",
  logsource: { product: "aws", service: "vpcflow" },
  vendorDocs: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  requires: ["Flow logs of the VPCs that functions are attached to, accepted traffic included"],
  bytes: {
    operationAnchor: '"dstport":"',
    operationField: "dstport",
    serviceAnchor: '"action":"',
    serviceField: "action",
    recordStart: '{"version":"2"',
    activityNeedles: [],
  },
  lines: { fields: DEFAULT_FLOW_FIELDS, isHeader: isFlowHeader, isRecord: isFlowLine },
  tableColumns: ["interface_id", "interface-id", "interfaceid", "class_uid"],
  unwrap,
  matches: isFlow,
  canonical: flowRecord,
  envelope: (record) => flowEnvelope(flowRecord(record)),
  entities: {
    mining_traffic: egress("mining"),
    resolver_traffic: egress("resolver_bypassed"),
    mail_traffic: egress("mail_port"),
    large_upload: egress("bulk_upload"),
  },
  isRunAsActivity: () => false,
  notEvents: () => null,
  coverage: (record) => ({ account: accountOf(flowRecord(record)), shows: "private_network" }),
  blindSpots: AWS_BLIND_SPOTS,
};

export default vpcFlow;

function unwrap(value: LogRecord): readonly Unwrapped[] | null {
  const ocsf = flowOfOcsf(value);
  if (ocsf !== null) return [{ record: ocsf, path: "" }];
  const found = fromFields(value, ["vpc", "vpcflow"]);
  if (found !== null && isFlow(found.record)) return [found];
  const line = fromLine(value, lineRecord);
  return line === null ? unwrapLogEvents(value, ({ message }) => lineRecord(message)) : [line];
}

/** Log groups hold flow records without a header line, so only the default order can be told. */
function lineRecord(message: string): LogRecord | null {
  const fields = message.trim().split(/\s+/);
  if (!isFlowLine(fields)) return null;
  return Object.fromEntries(DEFAULT_FLOW_FIELDS.map((name, at) => [name, fields[at] ?? "-"]));
}

/** Names that other tables give to fields count only beside an interface, which no other log has. */
function isFlow(given: LogRecord): boolean {
  if (!hasFlowField(given, "start")) return false;
  const record = flowRecord(given);
  if (textAt(record, "start") === null) return false;
  return textAt(record, "interface-id") !== null || ["srcaddr", "dstaddr", "dstport"].every((name) => Object.hasOwn(given, name));
}

/** A field's text; `-` stands for what does not apply. */
function told(record: LogRecord, name: string): string | null {
  const value = textAt(record, name);
  return value === "-" ? null : value;
}

function accountOf(record: LogRecord): string {
  return told(record, "account-id") ?? "unknown";
}

function flowEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const tsMs = startMs(told(record, "start"));
  if (tsMs === null) return { unusable: "no usable start" };
  const account = accountOf(record);
  const eventId = `flow-${stableHash(Object.entries(objectAt(record)).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
  const op = `${protocolName(told(record, "protocol"))}/${told(record, "dstport") ?? "?"}`;
  const actorId = told(record, "interface-id");
  const source = told(record, "pkt-srcaddr") ?? told(record, "srcaddr");
  return {
    dupKey: `${eventId}/${account}`,
    eventId,
    operationKey: null,
    op,
    rawOp: op,
    service: "vpc-flow",
    tsMs,
    provider: "aws",
    account,
    region: told(record, "region"),
    actorId,
    actorType: "unknown",
    sessionName: null,
    sessionAutomationId: null,
    credentialId: null,
    runtimeAgent: false,
    invokedBy: null,
    via: "unknown",
    srcIp: source,
    srcIpClass: "private",
    userAgent: null,
    outcome: told(record, "action") === "REJECT" ? "denied" : "success",
    flags: [],
  };
}

/** Seconds since 1970 as flow logs write them, in a time that flow logs existed; exporters turn them into dates. */
function startMs(text: string | null): number | null {
  return text !== null && /^\d{9,10}$/.test(text) ? Number(text) * 1000 : utcTimeMs(text);
}

const PROTOCOLS: Readonly<Record<string, string>> = { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmp6" };

function protocolName(number: string | null): string {
  return PROTOCOLS[number ?? ""] ?? number ?? "?";
}

/** Traffic to a far end; which kind of traffic the stage rule decided. */
function egress(trait: Trait): Extractor {
  return (given: LogRecord): Entities => {
    const record = flowRecord(given);
    const bytes = Number(told(record, "bytes") ?? Number.NaN);
    return {
      targetId: told(record, "pkt-dstaddr") ?? told(record, "dstaddr"),
      targetType: "address",
      traits: [trait],
      detail: detail({
        port: told(record, "dstport"),
        bytes: Number.isSafeInteger(bytes) ? bytes : null,
        vpcId: told(record, "vpc-id"),
        subnetId: told(record, "subnet-id"),
        flowDirection: told(record, "flow-direction"),
        endedAt: told(record, "end"),
      }),
    };
  };
}
