import type { Entities } from "../../../facts/fact.ts";
import { listAt, numberAt, orderedJson, textAt, textsAt } from "../../fields.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";

/*
 * Machines, containers and commands started, and networks opened:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */

export const computeEntities = extractors({
  started_compute: startedCompute,
  opened_network: openedNetwork,
  remote_command: remoteCommand,
});

function startedCompute(call: Call): Entities {
  const { request, response } = call;
  const launched = listAt(response, "instancesSet", "items").map((item) => textAt(item, "instanceId"));
  const named = ["taskDefinition", "family", "serviceName", "jobName", "notebookInstanceName", "trainingJobName", "endpointName", "name"];
  const name = named.map((key) => textAt(request, key)).find((found) => found !== null) ?? null;
  const images = listAt(request, "containerDefinitions").map((container) => textAt(container, "image"));
  const image =
    textAt(request, "instancesSet", "items", "imageId") ?? textAt(listAt(request, "instancesSet", "items")[0], "imageId") ?? images[0];
  return {
    targetId: launched[0] ?? name,
    targetType: call.envelope.service,
    traits: ["compute_started"],
    detail: detail({
      instanceType: textAt(request, "instanceType"),
      count: launched.length || (numberAt(request, "desiredCount") ?? numberAt(request, "count")),
      image,
      name,
    }),
  };
}

/** Rules may stand in `ipPermissions` or, in old calls, at the top; whatever address stands before it, `/0` is everybody. */
function openedNetwork(call: Call): Entities {
  const open = /"[0-9a-f.:]+\/0+"/i.test(orderedJson(call.request));
  const rule = listAt(call.request, "ipPermissions", "items")[0] ?? call.request;
  return {
    targetId: textAt(call.request, "groupId") ?? textAt(call.request, "groupName"),
    targetType: "security_group",
    traits: open ? ["public"] : [],
    detail: detail({ protocol: textAt(rule, "ipProtocol"), fromPort: numberAt(rule, "fromPort"), toPort: numberAt(rule, "toPort") }),
  };
}

function remoteCommand(call: Call): Entities {
  const { request } = call;
  return {
    targetId:
      textAt(request, "target") ??
      textsAt(request, "instanceIds")[0] ??
      textAt(request, "instanceId") ??
      textAt(request, "launchTemplateId") ??
      textAt(request, "launchTemplateName") ??
      textAt(request, "task") ??
      textAt(request, "sandboxId"),
    targetType: "instance",
    traits: ["remote_code"],
    detail: detail({ document: textAt(request, "documentName"), instances: textsAt(request, "instanceIds").length || null }),
  };
}
