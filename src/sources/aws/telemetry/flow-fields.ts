import { remember } from "../../../util/remember.ts";
import type { LogRecord } from "../../contract.ts";

/** Fields of versions 2 to 8; a custom format takes any of them in any order, and its files begin with their names. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(
  `
  version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
  vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id sublocation-type sublocation-id
  pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path ecs-cluster-arn ecs-cluster-name
  ecs-container-instance-arn ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name
  ecs-task-definition-arn ecs-task-arn ecs-task-id reject-reason resource-id encryption-status
`
    .trim()
    .split(/\s+/),
);

/** The default format, version 2. */
export const DEFAULT_FLOW_FIELDS: readonly string[] = [
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
];

/** Names that Athena's and other engines' tables, and exporters in camel case, give to fields, where more than the dash differs. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  account: "account-id",
  accountid: "account-id",
  interfaceid: "interface-id",
  sourceaddress: "srcaddr",
  destinationaddress: "dstaddr",
  sourceport: "srcport",
  destinationport: "dstport",
  numpackets: "packets",
  numbytes: "bytes",
  starttime: "start",
  endtime: "end",
  logstatus: "log-status",
  status: "log-status",
  vpcid: "vpc-id",
  subnetid: "subnet-id",
  instanceid: "instance-id",
  tcpflags: "tcp-flags",
  pktsrcaddr: "pkt-srcaddr",
  pktdstaddr: "pkt-dstaddr",
  azid: "az-id",
  sublocationtype: "sublocation-type",
  sublocationid: "sublocation-id",
  pktsrcawsservice: "pkt-src-aws-service",
  pktdstawsservice: "pkt-dst-aws-service",
  flowdirection: "flow-direction",
  trafficpath: "traffic-path",
  rejectreason: "reject-reason",
};

/** Whether a first line names fields: words of the format only, one of which no other log would name. */
export function isFlowHeader(first: readonly string[]): boolean {
  return first.length > 1 && first.every((name) => KNOWN_FIELDS.has(name)) && (first.includes("start") || first.includes("interface-id"));
}

/** Whether the fields of a line are a record in the default order. */
export function isFlowLine(fields: readonly string[]): boolean {
  const [version, account = "", nic = ""] = fields;
  return (
    fields.length === DEFAULT_FLOW_FIELDS.length &&
    version === "2" &&
    /^(\d{12}|unknown|-)$/.test(account) &&
    /^(eni-[0-9a-z]+|-)$/.test(nic) &&
    /^(OK|NODATA|SKIPDATA)$/.test(fields.at(-1) ?? "")
  );
}

/**
 * The record under the vendor's field names, all values as texts: Parquet and tables write underscores and numbers. The same
 * object when there is nothing to do, as for records from lines.
 */
export function flowRecord(record: LogRecord): LogRecord {
  const entries = Object.entries(record);
  if (entries.every(([key, value]) => KNOWN_FIELDS.has(key) && typeof value === "string")) return record;
  return Object.fromEntries(
    entries.flatMap(([key, value]) => {
      const name = fieldName(key);
      const text = textOf(value);
      return name === null || text === null ? [] : [[name, text]];
    }),
  );
}

/** Whether a record has a field, under any of its names. Asked of records of every log, so it makes nothing. */
export function hasFlowField(record: LogRecord, name: string): boolean {
  for (const key of Object.keys(record)) if (fieldName(key) === name) return true;
  return false;
}

const fieldName = remember(2000, (key): string | null => {
  const folded = key.toLowerCase().replaceAll("_", "-");
  const name = OTHER_NAMES[folded] ?? folded;
  return KNOWN_FIELDS.has(name) ? name : null;
});

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "bigint" ? String(value) : null;
}
