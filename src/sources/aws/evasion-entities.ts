import type { Entities } from "../../facts/fact.ts";
import { flagAt, isFields, listAt, numberAt, orderedJson, textAt, textsAt } from "../fields.ts";
import { functionRef } from "./arn.ts";
import { detail, extractors } from "./entities.ts";
import type { Call } from "./entities.ts";
import { automationOf } from "./function-of-call.ts";

/*
 * Logging and detection weakened:
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html,
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateDetector.html
 */

export const evasionEntities = extractors({ trail, event_selectors: eventSelectors, telemetry, detector });

/** Trails and event data stores by the name that the call gives. */
function trailOf(call: Call): Pick<Entities, "targetId" | "targetType"> {
  const name = ["name", "trailName", "eventDataStore"].map((key) => textAt(call.request, key)).find((found) => found !== null);
  return { targetId: textAt(call.response, "trailARN") ?? name ?? null, targetType: "trail" };
}

/** Stopped or deleted is weaker in any case; an update only when it narrows what is kept. */
function trail(call: Call): Entities {
  const { request } = call;
  const narrowing = ["isMultiRegionTrail", "includeGlobalServiceEvents", "enableLogFileValidation"].filter(
    (key) => flagAt(request, key) === false,
  );
  const weakened = call.envelope.op !== "UpdateTrail" || narrowing.length > 0;
  return {
    ...trailOf(call),
    traits: weakened ? ["logging_weakened"] : [],
    detail: detail({ narrowed: narrowing.join(","), bucket: textAt(request, "s3BucketName") }),
  };
}

/** Selectors replace all earlier ones, so a set without all management events narrows the trail. */
function eventSelectors(call: Call): Entities {
  const basic = listAt(call.request, "eventSelectors");
  const advanced = listAt(call.request, "advancedEventSelectors");
  const complete = basic.some(keepsManagement) || advanced.some(keepsManagementAdvanced);
  const told = basic.length + advanced.length > 0;
  return {
    ...trailOf(call),
    traits: told && !complete ? ["logging_weakened"] : [],
    detail: detail({ selectors: orderedJson(basic.length > 0 ? basic : advanced).slice(0, 300) }),
  };
}

/** Leaving out the events of KMS or the RDS data API is common and made for volume, so it does not count. */
function keepsManagement(selector: unknown): boolean {
  const kept = textAt(selector, "readWriteType") ?? "All";
  return flagAt(selector, "includeManagementEvents") !== false && kept === "All";
}

function keepsManagementAdvanced(selector: unknown): boolean {
  const fields = listAt(selector, "fieldSelectors").filter(isFields);
  const isManagement = fields.some(
    (field) => textAt(field, "field") === "eventCategory" && textsAt(field, "equals").includes("Management"),
  );
  return isManagement && !fields.some((field) => textAt(field, "field") === "readOnly");
}

/** Flow logs, resolver logs and log groups. A function's log group names the function. */
function telemetry(call: Call): Entities {
  const { request } = call;
  const logGroup = textAt(request, "logGroupName");
  const functionName = /^\/aws\/lambda\/(.+)$/.exec(logGroup ?? "")?.[1] ?? null;
  const id =
    logGroup ??
    textAt(request, "resolverQueryLogConfigId") ??
    textAt(request, "DeleteFlowLogsRequest", "FlowLogId", "content") ??
    textsAt(request, "flowLogIds")[0] ??
    null;
  return {
    ...automationOf(functionRef(functionName, call.home)),
    targetId: id,
    targetType: logGroup === null ? "network_log" : "log_group",
    traits: ["logging_weakened"],
    detail: detail({ logGroup, retentionDays: numberAt(request, "retentionInDays") }),
  };
}

function detector(call: Call): Entities {
  const { request } = call;
  const named = ["detectorId", "configurationRecorderName", "hubArn", "servicePrincipal", "analyzerName", "name", "graphArn"];
  return {
    targetId: named.map((key) => textAt(request, key)).find((id) => id !== null) ?? null,
    targetType: call.envelope.service,
    traits: ["detector_weakened"],
    detail: detail({ action: textAt(request, "action") }),
  };
}
