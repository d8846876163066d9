import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { listAt, textAt, textsAt } from "../fields.ts";
import { parseArmId } from "./names/arm-id.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { miningFacts } from "./records/flow-tuples.ts";
import { resourceEnvelope } from "./records/resource-log.ts";

/*
 * Flow logs of network security groups, which virtual network flow logs replace (retired in September 2027):
 * https://learn.microsoft.com/en-us/azure/network-watcher/nsg-flow-logs-overview
 * A tuple is `seconds,source,destination,source port,destination port,protocol T or U,direction I or O,decision A or D[,state,…]`.
 */

const nsgFlow: Source = {
  id: "azure/nsg-flow",
  title: "Azure network security group flow logs",
  provider: "azure",
  logsource: { product: "azure", service: "nsgflow" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/network-watcher/nsg-flow-logs-overview",
  requires: ["Flow logs of the security groups of networks that apps are integrated with"],
  bytes: {
    operationAnchor: '"category":"',
    operationField: "category",
    serviceAnchor: '"operationName":"',
    serviceField: "operationName",
    recordStart: '{"category":"NetworkSecurityGroupFlowEvent"',
    activityNeedles: [],
  },
  listKeys: ["records"],
  matches: (record) => textAt(record, "category") === "NetworkSecurityGroupFlowEvent" && textAt(record, "resourceId") !== null,
  envelope: flowEnvelope,
  entities: { mining_group_flow: miningFlows },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default nsgFlow;

function flowEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const group = parseArmId(textAt(record, "resourceId"));
  return resourceEnvelope(record, {
    op: "NetworkSecurityGroupFlowEvent",
    service: "network",
    outcome: "success",
    account: group?.subscription ?? null,
  });
}

function miningFlows(record: LogRecord): readonly Entities[] {
  const flows = listAt(record, "properties", "flows")
    .flatMap((rule) => listAt(rule, "flows"))
    .flatMap((flow) => textsAt(flow, "flowTuples"))
    .map((tuple) => tuple.split(","))
    .filter(([, , , , , protocol, direction]) => protocol === "T" && direction === "O")
    .map(([, , destination = "", , port = "", , , decision]) => ({ destination, port, denied: decision === "D" }));
  return miningFacts(flows, { network: textAt(record, "resourceId"), mac: textAt(record, "macAddress") });
}
