import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { listAt, textAt, textsAt } from "../fields.ts";
import { classifyAddress } from "../ip-class.ts";
import { parseArmId } from "./arm-id.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities.ts";
import { resourceEnvelope } from "./resource-log.ts";

/*
 * Virtual network flow logs, one record a minute and interface: https://learn.microsoft.com/en-us/azure/network-watcher/vnet-flow-logs-overview
 * A tuple is `ms,source,destination,source port,destination port,protocol,direction,state,…`. Apps reach a network through
 * interfaces that the platform owns, so a flow names its network and not the app.
 */

/** Ports that mining pools listen on, as their published configurations say. */
const MINING_PORTS = new Set(["3333", "4444", "5555", "7777", "14433", "14444", "45700"]);

const vnetFlow: Source = {
  id: "azure/vnet-flow",
  title: "Azure virtual network flow logs",
  provider: "azure",
  logsource: { product: "azure", service: "vnetflow" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/network-watcher/vnet-flow-logs-overview",
  requires: ["Flow logs of the virtual networks that apps are integrated with"],
  bytes: {
    operationAnchor: '"category":"',
    operationField: "category",
    serviceAnchor: '"operationName":"',
    serviceField: "operationName",
    recordStart: '{"category":"FlowLogFlowEvent"',
    activityNeedles: [],
  },
  listKeys: ["records"],
  matches: (record) => textAt(record, "category") === "FlowLogFlowEvent" && textAt(record, "flowLogResourceID") !== null,
  envelope: flowEnvelope,
  entities: { mining_flow: miningFlows },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default vnetFlow;

function flowEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const network = parseArmId(textAt(record, "targetResourceID"));
  return resourceEnvelope(record, {
    op: "FlowLogFlowEvent",
    service: "network",
    outcome: "success",
    account: network?.subscription ?? parseArmId(textAt(record, "flowLogResourceID"))?.subscription ?? null,
  });
}

/** Outgoing flows to a public address at a port of pools that were not turned away: one fact an address. */
function miningFlows(record: LogRecord): readonly Entities[] {
  const tuples = listAt(record["flowRecords"], "flows")
    .flatMap((flow) => listAt(flow, "flowGroups"))
    .flatMap((group) => textsAt(group, "flowTuples"))
    .map((tuple) => tuple.split(","));
  const hits = new Map<string, Entities>();
  for (const [, , destination = "", , port = "", protocol, direction, state] of tuples) {
    const isHit = protocol === "6" && direction === "O" && state !== "D" && MINING_PORTS.has(port);
    if (!isHit || classifyAddress(destination).srcIpClass !== "public") continue;
    hits.set(destination, {
      targetId: destination,
      targetType: "address",
      traits: ["mining"],
      detail: detail({ port: Number(port), network: textAt(record, "targetResourceID"), mac: textAt(record, "macAddress") }),
    });
  }
  return [...hits.values()].toSorted((a, b) => ((a.targetId ?? "") < (b.targetId ?? "") ? -1 : 1));
}
