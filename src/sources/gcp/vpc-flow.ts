import type { Entities } from "../../facts/fact.ts";
import type { Trait } from "../../facts/kinds.ts";
import type { LogRecord, Source } from "../contract.ts";
import { numberAt, objectAt, textAt } from "../fields.ts";
import { GCP_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import type { Extractor } from "./entities/extractor.ts";
import { isOfLog, READ_LOGS } from "./records/other-logs.ts";
import { plainEnvelope } from "./records/plain-envelope.ts";
import { unwrapEntry } from "./records/wrappers.ts";

/*
 * VPC flow logs: https://cloud.google.com/vpc/docs/about-flow-logs-records. A sample of connections, summed up
 * over seconds to minutes. Serverless shows up only through direct egress or a connector, by an
 * address that changes hands; nothing in a record names the automation.
 */

const vpcFlow: Source = {
  id: "gcp/vpc-flow",
  title: "Google Cloud VPC flow logs",
  provider: "gcp",
  logsource: { product: "gcp", service: "gcp.vpc_flows" },
  vendorDocs: "https://cloud.google.com/vpc/docs/flow-logs",
  requires: ["Flow logs of the subnetworks that serverless egress goes through"],
  bytes: {
    operationAnchor: '"reporter":"',
    operationField: "jsonPayload.reporter",
    serviceAnchor: '"dest_ip":"',
    serviceField: "jsonPayload.connection.dest_ip",
    recordStart: '{"insertId":"',
    activityNeedles: [],
  },
  unwrap: unwrapEntry,
  matches: (record) => isOfLog(record, READ_LOGS.flow),
  envelope: (record) => {
    const connection = objectAt(record, "jsonPayload", "connection");
    const asker = textAt(connection, "src_ip");
    const network = textAt(record, "jsonPayload", "src_vpc", "vpc_name") ?? "";
    return plainEnvelope(record, {
      op: `${protocolOf(connection)}/${numberAt(connection, "dest_port") ?? "?"}`,
      service: "vpc-flow",
      actorId: asker === null ? null : `${network}/${asker}`,
      srcIp: asker,
      srcIpClass: "private",
    });
  },
  entities: { mining_traffic: egress("mining"), resolver_traffic: egress("resolver_bypassed"), mail_traffic: egress("mail_port") },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: GCP_BLIND_SPOTS,
};

export default vpcFlow;

function protocolOf(connection: ReturnType<typeof objectAt>): string {
  const number = numberAt(connection, "protocol");
  return number === 6 ? "tcp" : number === 17 ? "udp" : String(number ?? "?");
}

/** Traffic to a far end; which kind of traffic the stage rule decided. */
function egress(trait: Trait): Extractor {
  return (record: LogRecord): Entities => ({
    targetId: textAt(record, "jsonPayload", "connection", "dest_ip"),
    targetType: "address",
    traits: [trait],
    detail: detail({
      port: numberAt(record, "jsonPayload", "connection", "dest_port"),
      bytes: textAt(record, "jsonPayload", "bytes_sent"),
      subnetwork: textAt(record, "jsonPayload", "src_vpc", "subnetwork_name"),
      asn: numberAt(record, "jsonPayload", "dest_location", "asn"),
    }),
  });
}
