import { expect, it } from "vitest";
import type { LogRecord, Source } from "../../contract.ts";
import { flowRecord } from "./flow-fields.ts";
import resolver from "../route53-resolver.ts";
import { utcTimeMs } from "../utc-time.ts";
import vpcFlow from "../vpc-flow.ts";

/* Records made by hand after the shapes that Security Lake and log stores give to flows and queries. */

const END = { interface_uid: null, vpc_uid: null, subnet_uid: null, instance_uid: null, svc_name: "-" };
const NEAR = { ...END, ip: "10.0.1.9", port: 41_022, interface_uid: "eni-0aa", vpc_uid: "vpc-1", subnet_uid: "subnet-1" };

function flow(part: LogRecord): LogRecord {
  return {
    metadata: { product: { name: "Amazon VPC", version: "5" }, version: "1.1.0" },
    class_uid: 4001,
    cloud: { account: { uid: "111122223333" }, region: "eu-west-1" },
    src_endpoint: NEAR,
    dst_endpoint: { ...END, ip: "203.0.113.40", port: 3333 },
    connection_info: { protocol_num: 6, direction: "Outbound" },
    traffic: { packets: 4n, bytes: 900n },
    time: 1_791_191_520_000,
    start_time: 1_791_191_520_000,
    end_time: 1_791_191_580_000,
    status_code: "OK",
    ...part,
  };
}

function only(source: Source, value: LogRecord): LogRecord {
  const [found, ...others] = source.unwrap?.(value) ?? [];
  expect(others).toEqual([]);
  if (typeof found?.record !== "object") throw new Error("nothing was unwrapped");
  expect(source.matches(found.record)).toBe(true);
  return found.record;
}

it("reads flows of either version of the lake's schema alike", () => {
  const wanted = {
    "account-id": "111122223333",
    "interface-id": "eni-0aa",
    srcaddr: "10.0.1.9",
    dstaddr: "203.0.113.40",
    dstport: "3333",
    protocol: "6",
    bytes: "900",
    start: "1791191520",
    "flow-direction": "egress",
    action: "ACCEPT",
  };
  expect(only(vpcFlow, flow({ action_id: 1 }))).toMatchObject(wanted);
  const older = { cloud: { account_uid: "111122223333" }, disposition_id: 1, time: "1791191520000", start_time: undefined };
  expect(only(vpcFlow, flow(older))).toMatchObject(wanted);
});

it("takes the interface from whichever end has one, and keeps what was stopped apart", () => {
  const inbound = { src_endpoint: { ...END, ip: "203.0.113.40", port: 1 }, dst_endpoint: NEAR, action_id: 2 };
  const record = only(vpcFlow, flow({ ...inbound, connection_info: { protocol_num: 6, direction: "Inbound" } }));
  expect(record).toMatchObject({ "interface-id": "eni-0aa", "flow-direction": "ingress", action: "REJECT" });
  expect(vpcFlow.envelope(record)).toMatchObject({ outcome: "denied", actorId: "eni-0aa" });
});

it("reads queries of the lake's schema, their answers in either list", () => {
  const query = {
    metadata: { product: { name: "Route 53" } },
    class_uid: 4003,
    cloud: { account_uid: "111122223333", region: "eu-west-1" },
    src_endpoint: { vpc_uid: "vpc-1", ip: "10.0.1.9", port: 5353, instance_uid: null },
    query: { hostname: "gw.pool.example.", type: "A", class: "IN" },
    answers: { array: [{ type: "A", rdata: "203.0.113.5", class: "IN" }] },
    rcode: "NoError",
    disposition_id: 2,
    time: 1_791_191_520_000,
  };
  const record = only(resolver, query);
  expect(record).toMatchObject({ query_name: "gw.pool.example.", answers: [{ Rdata: "203.0.113.5" }], firewall_rule_action: "BLOCK" });
  expect(resolver.envelope(record)).toMatchObject({ outcome: "denied", actorId: "vpc-1/10.0.1.9", tsMs: 1_791_191_520_000 });
  expect(only(resolver, { ...query, answers: query.answers.array })).toEqual(record);
});

it("finds flows and queries in what log stores wrap around them", () => {
  const line = "2 111122223333 eni-0aa 10.0.1.9 203.0.113.40 41022 3333 6 4 900 1791191520 1791191580 ACCEPT OK";
  const fields = { "interface-id": "eni-0aa", dstport: 3333, start: "1791191520", action: "ACCEPT" };
  expect(only(vpcFlow, { "@timestamp": "x", body: line, aws: { vpc: fields } })).toEqual(fields);
  for (const value of [{ event: { original: line } }, { _source: { message: line } }, { body: line }]) {
    expect(only(vpcFlow, value)).toMatchObject({ "interface-id": "eni-0aa", dstport: "3333" });
  }
  const query = { query_name: "a.example.", query_timestamp: "2026-10-05 09:12:00", vpc_id: "vpc-1", srcaddr: "10.0.1.9" };
  expect(only(resolver, { event: { original: JSON.stringify(query) } })).toEqual(query);
  expect(vpcFlow.unwrap?.({ message: "2 of 14 things", aws: { vpc: { id: "vpc-1" } } })).toBeNull();
});

it("knows fields in camel case, and dates for seconds", () => {
  const record = {
    interfaceId: "eni-0aa",
    flowDirection: "egress",
    vpcId: "vpc-1",
    pktDstAddr: "203.0.113.40",
    start: "2026-10-05 09:12:00",
  };
  expect(flowRecord(record)).toMatchObject({ "flow-direction": "egress", "vpc-id": "vpc-1", "pkt-dstaddr": "203.0.113.40" });
  expect(vpcFlow.matches(record)).toBe(true);
  expect(vpcFlow.envelope(record)).toMatchObject({ tsMs: Date.UTC(2026, 9, 5, 9, 12) });
});

it("takes a time without its zone for what it was, and half a time for none", () => {
  const at = Date.UTC(2026, 9, 5, 9, 12);
  const spelled = ["2026-10-05 09:12:00.000000000", "2026-10-05 09:12:00 UTC", "2026-10-05T09:12:00", "2026-10-05T11:12:00+02:00"];
  expect(spelled.map(utcTimeMs)).toEqual([at, at, at, at]);
  expect(["2026-13-05 09:12:00", "2026-10-05", "2026-10-05 09:12:00 CET"].map(utcTimeMs)).toEqual([null, null, null]);
});
