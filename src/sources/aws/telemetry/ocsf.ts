import type { LogRecord } from "../../contract.ts";
import { isFields, listAt, numberAt, textAt, valueAt } from "../../fields.ts";

/*
 * Flow logs and resolver queries as Security Lake delivers them: OCSF 1.0.0-rc.2 and 1.1.0, classes network activity (4001) and
 * DNS activity (4003). Which field came from where: mappings/markdown/AWS of https://github.com/ocsf/examples.
 */

/** The flow record under the vendor's field names; null if the value is no flow of a VPC. */
export function flowOfOcsf(value: LogRecord): LogRecord | null {
  if (numberAt(value, "class_uid") !== 4001 || productOf(value) !== "Amazon VPC") return null;
  const start = seconds(value["start_time"] ?? value["time"]);
  if (start === null) return null;
  // One end is the interface's own, and which one depends on the direction.
  const near = ["src_endpoint", "dst_endpoint"].find((end) => told(value, end, "interface_uid") !== null) ?? "src_endpoint";
  const direction = told(value, "connection_info", "direction");
  return present({
    version: told(value, "metadata", "product", "version"),
    "account-id": accountOf(value),
    "interface-id": told(value, near, "interface_uid"),
    "vpc-id": told(value, near, "vpc_uid"),
    "subnet-id": told(value, near, "subnet_uid"),
    "instance-id": told(value, near, "instance_uid"),
    srcaddr: told(value, "src_endpoint", "ip"),
    dstaddr: told(value, "dst_endpoint", "ip"),
    srcport: told(value, "src_endpoint", "port"),
    dstport: told(value, "dst_endpoint", "port"),
    "pkt-src-aws-service": told(value, "src_endpoint", "svc_name"),
    "pkt-dst-aws-service": told(value, "dst_endpoint", "svc_name"),
    protocol: told(value, "connection_info", "protocol_num"),
    "tcp-flags": told(value, "connection_info", "tcp_flags"),
    "flow-direction": direction === "Inbound" ? "ingress" : direction === "Outbound" ? "egress" : null,
    packets: told(value, "traffic", "packets"),
    bytes: told(value, "traffic", "bytes"),
    start,
    end: seconds(value["end_time"]),
    action: actionOf(value),
    "log-status": told(value, "status_code"),
    region: told(value, "cloud", "region"),
  });
}

/** The resolver's record; null if the value is none of its queries. */
export function queryOfOcsf(value: LogRecord): LogRecord | null {
  if (numberAt(value, "class_uid") !== 4003 || productOf(value) !== "Route 53") return null;
  const ms = Number(told(value, "time") ?? Number.NaN);
  // Parquet readers that know only the old form of lists put their items below a field of that name.
  const answers = isFields(value["answers"]) ? listAt(value, "answers", "array") : listAt(value, "answers");
  return present({
    version: told(value, "metadata", "product", "version"),
    account_id: accountOf(value),
    region: told(value, "cloud", "region"),
    vpc_id: told(value, "src_endpoint", "vpc_uid"),
    query_timestamp: isTime(ms) ? new Date(ms).toISOString() : null,
    query_name: told(value, "query", "hostname"),
    query_type: told(value, "query", "type"),
    query_class: told(value, "query", "class"),
    rcode: told(value, "rcode"),
    answers: answers.map((answer) => ({ Rdata: told(answer, "rdata"), Type: told(answer, "type"), Class: told(answer, "class") })),
    srcaddr: told(value, "src_endpoint", "ip"),
    srcport: told(value, "src_endpoint", "port"),
    srcids: present({ instance: told(value, "src_endpoint", "instance_uid") }),
    firewall_rule_action: actionOf(value) === "REJECT" ? "BLOCK" : null,
  });
}

function productOf(value: LogRecord): string | null {
  return textAt(value, "metadata", "product", "name");
}

/** `account_uid` until 1.0, `account.uid` since. */
function accountOf(value: LogRecord): string | null {
  return told(value, "cloud", "account", "uid") ?? told(value, "cloud", "account_uid");
}

/** Disposition in 1.0, action since 1.1; what is skipped has neither. */
function actionOf(value: LogRecord): "ACCEPT" | "REJECT" | null {
  const [action, disposition] = [told(value, "action_id"), told(value, "disposition_id")];
  if (action === "2" || disposition === "2") return "REJECT";
  return action === "1" || disposition === "1" ? "ACCEPT" : null;
}

/** A text, or a number as one; `-` stands for what does not apply. */
function told(value: unknown, ...path: readonly string[]): string | null {
  const found = valueAt(value, ...path);
  if (typeof found === "number" || typeof found === "bigint") return String(found);
  return typeof found === "string" && found !== "-" && found !== "" ? found : null;
}

/** Milliseconds as the seconds that flow logs write. */
function seconds(value: unknown): string | null {
  const ms = Number(typeof value === "bigint" || typeof value === "string" ? value : typeof value === "number" ? value : Number.NaN);
  return isTime(ms) ? String(Math.floor(ms / 1000)) : null;
}

function isTime(ms: number): boolean {
  return Number.isInteger(ms) && ms > 0 && ms < 4_102_444_800_000;
}

function present(fields: Readonly<Record<string, unknown>>): LogRecord {
  const kept = Object.entries(fields).filter(([, item]) => item !== null && !(isFields(item) && Object.keys(item).length === 0));
  return Object.fromEntries(kept);
}
