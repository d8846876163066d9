import type { Entities } from "../../facts/fact.ts";
import type { Trait } from "../../facts/kinds.ts";
import type { LogRecord, Source } from "../contract.ts";
import { textAt } from "../fields.ts";
import { GCP_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import type { Extractor } from "./entities/extractor.ts";
import { isOfLog, READ_LOGS } from "./records/other-logs.ts";
import { plainEnvelope } from "./records/plain-envelope.ts";
import { unwrapEntry } from "./records/wrappers.ts";

/*
 * Queries that Cloud DNS answered for a network: https://cloud.google.com/dns/docs/monitoring.
 * A query names the address that asked; machines are named as well, and then it was no serverless.
 */

const dns: Source = {
  id: "gcp/dns",
  title: "Google Cloud DNS query logs",
  provider: "gcp",
  logsource: { product: "gcp", service: "gcp.dns" },
  vendorDocs: "https://cloud.google.com/dns/docs/monitoring",
  requires: ["A DNS server policy with logging for the networks that serverless egress goes through"],
  bytes: {
    operationAnchor: '"queryName":"',
    operationField: "jsonPayload.queryName",
    serviceAnchor: '"queryType":"',
    serviceField: "jsonPayload.queryType",
    recordStart: '{"insertId":"',
    activityNeedles: [],
  },
  unwrap: unwrapEntry,
  matches: (record) => isOfLog(record, READ_LOGS.dns),
  envelope: (record) => {
    const asker = textAt(record, "jsonPayload", "sourceIP");
    return plainEnvelope(record, {
      op: `dns ${textAt(record, "jsonPayload", "queryType") ?? "?"}`,
      service: "dns",
      actorId: asker === null ? null : `${textAt(record, "jsonPayload", "sourceNetwork") ?? ""}/${asker}`,
      srcIp: asker,
      srcIpClass: "private",
    });
  },
  entities: { mining_lookup: lookup("mining"), resolver_lookup: lookup("resolver_bypassed"), anonymiser_lookup: lookup("anonymiser") },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: GCP_BLIND_SPOTS,
};

export default dns;

function lookup(trait: Trait): Extractor {
  return (record: LogRecord): Entities => ({
    targetId: (textAt(record, "jsonPayload", "queryName") ?? "").toLowerCase().replace(/\.$/, "") || null,
    targetType: "domain",
    traits: [trait],
    detail: detail({ rcode: textAt(record, "jsonPayload", "responseCode"), answers: textAt(record, "jsonPayload", "rdata") }),
  });
}
