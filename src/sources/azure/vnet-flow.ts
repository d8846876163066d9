import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { listAt, textAt, textsAt } from "../fields.ts";
import { parseArmId } from "./names/arm-id.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { miningFacts } from "./records/flow-tuples.ts";
import { resourceEnvelope } from "./records/resource-log.ts";

/*
 * Virtual network flow logs, one record a minute and interface: https://learn.microsoft.com/en-us/azure/network-watcher/vnet-flow-logs-overview
 * A tuple is `ms,source,destination,source port,destination port,protocol,direction,state,…`. Apps reach a network through
 * interfaces that the platform owns, so a flow names its network and not the app.
 */

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

/** Flows out of the network over TCP. */
function miningFlows(record: LogRecord): readonly Entities[] {
  const flows = listAt(record["flowRecords"], "flows")
    .flatMap((flow) => listAt(flow, "flowGroups"))
    .flatMap((group) => textsAt(group, "flowTuples"))
    .map((tuple) => tuple.split(","))
    .filter(([, , , , , protocol, direction]) => protocol === "6" && direction === "O")
    .map(([, , destination = "", , port = "", , , state]) => ({ destination, port, denied: state === "D" }));
  return miningFacts(flows, { network: textAt(record, "targetResourceID"), mac: textAt(record, "macAddress") });
}
