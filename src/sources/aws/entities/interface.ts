import type { Entities } from "../../../facts/fact.ts";
import { listAt, objectAt, textAt, textsAt, valueAt } from "../../fields.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { automationOf, functionOf } from "./function-of-call.ts";
import { sortedIds, vpcOfCall } from "./vpc-config.ts";

/*
 * Network interfaces that Lambda makes for functions in a VPC, one for each pair of subnet and set of
 * security groups, shared by all functions with that pair:
 * https://docs.aws.amazon.com/lambda/latest/dg/foundation-networking.html
 * Field names as in https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html,
 * with lists the way CloudTrail writes EC2's: `{"items":[...]}` in requests and answers.
 */

export const interfaceEntities = extractors({ network_interface: networkInterface, network_attachment: networkAttachment });

function networkInterface(call: Call): Entities {
  const made = objectAt(call.response, "networkInterface");
  const groups = groupIds(valueAt(made, "groupSet"));
  const isRemoval = call.envelope.op === "DeleteNetworkInterface";
  return {
    targetId: textAt(made, "networkInterfaceId") ?? textAt(call.request, "networkInterfaceId"),
    targetType: "network_interface",
    traits: [isRemoval ? "interface_removed" : "interface_made"],
    detail: detail({
      description: textAt(call.request, "description"),
      vpcId: textAt(made, "vpcId"),
      subnetId: textAt(made, "subnetId") ?? textAt(call.request, "subnetId"),
      securityGroupIds: sortedIds(groups.length > 0 ? groups : groupIds(valueAt(call.request, "groupSet"))),
      addresses: sortedIds(addressesOf(made)),
    }),
  };
}

function groupIds(set: unknown): readonly string[] {
  return listAt(set, "items").flatMap((item) => textAt(item, "groupId") ?? []);
}

function addressesOf(made: ReturnType<typeof objectAt>): readonly string[] {
  const listed = ["item", "items"].flatMap((key) => listAt(made, "privateIpAddressesSet", key));
  const addresses = listed.flatMap((item) => textAt(item, "privateIpAddress") ?? []);
  return [...textsAt(made, "privateIpAddress"), ...addresses];
}

/** Which interfaces a function uses: by its security groups (the target) and its subnets. Empty after it left its VPC. */
function networkAttachment(call: Call): Entities {
  const { subnetIds, securityGroupIds } = vpcOfCall(call);
  return {
    ...automationOf(functionOf(call)),
    targetId: securityGroupIds === "" ? null : securityGroupIds,
    targetType: "security_groups",
    traits: call.envelope.op === "CreateFunction" ? ["created"] : [],
    detail: detail({ subnetIds, vpcId: textAt(call.response, "vpcConfig", "vpcId") }),
  };
}
