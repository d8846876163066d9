import { stableHash } from "../../facts/fact-id.ts";
import type { Entities, Envelope } from "../../facts/fact.ts";
import type { Trait } from "../../facts/kinds.ts";
import type { LogRecord, Source, Unwrapped } from "../contract.ts";
import { listAt, orderedJson, parsedJson, isFields, textAt } from "../fields.ts";
import { classifyAddress } from "../ip-class.ts";
import { AWS_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import type { Extractor } from "./entities/extractor.ts";
import { unwrapLogEvents } from "./telemetry/log-events.ts";
import { queryOfOcsf } from "./telemetry/ocsf.ts";
import { utcTimeMs } from "./utc-time.ts";
import { fromFields, fromLine } from "./telemetry/wrappers.ts";

/*
 * Query logs of the Route 53 VPC resolver, JSON Lines:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html
 * One record a question that left the resolver's cache, minutes late. `srcaddr` is the private
 * address of the asker; for machines `srcids.instance` names them, and then it was no function.
 * Names looked up by HTTPS elsewhere (Denonia did) never reach this resolver.
 */

const resolver: Source = {
  id: "aws/route53-resolver",
  title: "Amazon Route 53 resolver query logs",
  provider: "aws",
  logsource: { product: "aws", service: "route53" },
  vendorDocs: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html",
  requires: ["Resolver query logging for the VPCs that functions are attached to"],
  bytes: {
    operationAnchor: '"query_name":"',
    operationField: "query_name",
    serviceAnchor: '"query_type":"',
    serviceField: "query_type",
    recordStart: '{"version":"1.',
    activityNeedles: [],
  },
  tableColumns: ["query_name", "class_uid"],
  unwrap,
  matches: isQuery,
  envelope: queryEnvelope,
  entities: {
    mining_lookup: lookup("mining"),
    resolver_lookup: lookup("resolver_bypassed"),
    anonymiser_lookup: lookup("anonymiser"),
  },
  isRunAsActivity: () => false,
  notEvents: () => null,
  coverage: (record) => ({ account: textAt(record, "account_id") ?? "unknown", shows: "private_network" }),
  blindSpots: AWS_BLIND_SPOTS,
};

export default resolver;

function unwrap(value: LogRecord): readonly Unwrapped[] | null {
  const ocsf = queryOfOcsf(value);
  if (ocsf !== null) return [{ record: ocsf, path: "" }];
  const found = fromFields(value, ["route53"]);
  if (found !== null && isQuery(found.record)) return [found];
  const line = fromLine(value, queryIn);
  return line === null ? unwrapLogEvents(value, ({ message }) => queryIn(message)) : [line];
}

function queryIn(message: string): LogRecord | null {
  const parsed = message.startsWith("{") ? parsedJson(message) : undefined;
  return isFields(parsed) && isQuery(parsed) ? parsed : null;
}

function isQuery(record: LogRecord): boolean {
  return ["query_name", "query_timestamp", "vpc_id", "srcaddr"].every((field) => textAt(record, field) !== null);
}

function queryEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const tsMs = utcTimeMs(record["query_timestamp"]);
  if (tsMs === null) return { unusable: "no usable query_timestamp" };
  const account = textAt(record, "account_id") ?? "unknown";
  const eventId = `query-${stableHash([orderedJson(record)])}`;
  const op = `dns ${textAt(record, "query_type") ?? "?"}`;
  return {
    dupKey: `${eventId}/${account}`,
    eventId,
    operationKey: null,
    op,
    rawOp: op,
    service: "route53-resolver",
    tsMs,
    provider: "aws",
    account,
    region: textAt(record, "region"),
    actorId: askerOf(record),
    actorType: "unknown",
    sessionName: null,
    sessionAutomationId: null,
    credentialId: null,
    runtimeAgent: false,
    invokedBy: null,
    via: "unknown",
    ...classifyAddress(textAt(record, "srcaddr")),
    userAgent: null,
    outcome: textAt(record, "firewall_rule_action") === "BLOCK" ? "denied" : "success",
    flags: [],
  };
}

/** A machine by its id, anything else by its address inside its VPC: private addresses repeat across VPCs. */
function askerOf(record: LogRecord): string {
  return textAt(record, "srcids", "instance") ?? `${textAt(record, "vpc_id") ?? ""}/${textAt(record, "srcaddr") ?? ""}`;
}

function lookup(trait: Trait): Extractor {
  return (record: LogRecord): Entities => ({
    targetId: (textAt(record, "query_name") ?? "").toLowerCase().replace(/\.$/, "") || null,
    targetType: "domain",
    traits: [trait],
    detail: detail({
      vpcId: textAt(record, "vpc_id"),
      rcode: textAt(record, "rcode"),
      answers: listAt(record, "answers")
        .flatMap((answer) => textAt(answer, "Rdata") ?? [])
        .join(","),
      firewallAction: textAt(record, "firewall_rule_action"),
    }),
  });
}
