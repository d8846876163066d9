import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { flagAt, isFields, listAt, numberAt, orderedJson, textAt, textsAt } from "../../fields.ts";
import { functionRef } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { automationOf } from "./function-of-call.ts";

/*
 * Logging and detection weakened:
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html,
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateDetector.html
 */

export const evasionEntities = extractors({ trail, event_selectors: eventSelectors, telemetry, log_store: logStore, detector });

/** Trails and event data stores by the name that the call gives. */
function trailOf(call: Call): Pick<Entities, "targetId" | "targetType"> {
  const name = ["name", "trailName", "eventDataStore", "channel"].map((key) => textAt(call.request, key)).find((found) => found !== null);
  const arn = textAt(call.response, "trailARN") ?? textAt(call.response, "eventDataStoreArn");
  return { targetId: arn ?? name ?? null, targetType: "trail" };
}

const NARROWING = [
  "isMultiRegionTrail",
  "includeGlobalServiceEvents",
  "enableLogFileValidation",
  "isOrganizationTrail",
  "multiRegionEnabled",
  "organizationEnabled",
];
const PLACES_OF_LOGS = ["s3BucketName", "s3KeyPrefix", "cloudWatchLogsLogGroupArn", "kmsKeyId"];

/** Stopped or deleted is weaker in any case; an update only when it narrows what is kept or moves it elsewhere. */
function trail(call: Call): Entities {
  const { request } = call;
  const narrowing = NARROWING.filter((key) => flagAt(request, key) === false);
  const moved = PLACES_OF_LOGS.filter((key) => textAt(request, key) !== null);
  const traits: Trait[] = [];
  if (!call.envelope.op.startsWith("Update") || narrowing.length > 0 || dropsSelectors(call)) traits.push("logging_weakened");
  else if (moved.length > 0) traits.push("logging_redirected");
  return {
    ...trailOf(call),
    traits,
    detail: detail({ narrowed: narrowing.join(","), moved: moved.join(","), bucket: textAt(request, "s3BucketName") }),
  };
}

/** An event data store is updated together with its selectors. */
function dropsSelectors(call: Call): boolean {
  const advanced = listAt(call.request, "advancedEventSelectors");
  return advanced.length > 0 && !advanced.some(keepsManagementAdvanced);
}

/** Selectors replace all earlier ones, so a set without all management events narrows the trail; an empty one of insights ends them. */
function eventSelectors(call: Call): Entities {
  const basic = listAt(call.request, "eventSelectors");
  const advanced = listAt(call.request, "advancedEventSelectors");
  if (call.envelope.op === "PutInsightSelectors") {
    const ended = listAt(call.request, "insightSelectors").length === 0;
    return { ...trailOf(call), traits: ended ? ["logging_weakened"] : [], detail: {} };
  }
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

const LOG_THINGS = ["resolverQueryLogConfigId", "resourceArn", "destinationName", "deliverySourceName", "id", "filterName"];

/** Flow logs, resolver logs and log groups. A function's log group names the function. */
function telemetry(call: Call): Entities {
  const { request } = call;
  const logGroup = textAt(request, "logGroupName");
  const functionName = /^\/aws\/lambda\/(.+)$/.exec(logGroup ?? "")?.[1] ?? null;
  const id =
    logGroup ??
    LOG_THINGS.map((key) => textAt(request, key)).find((found) => found !== null) ??
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

/** Buckets and keys that logs may lie in, and alarms on them: not known to be any, so it counts only beside other signs. */
function logStore(call: Call): Entities {
  const { request, home } = call;
  const bucket = textAt(request, "bucketName");
  const alarm = textsAt(request, "alarmNames")[0] ?? null;
  return {
    targetId: bucket === null ? (textAt(request, "keyId") ?? alarm) : `arn:${home.partition}:s3:::${bucket}`,
    targetType: bucket === null ? call.envelope.service : "bucket",
    traits: ["logging_weakened"],
    detail: detail({ expiresAfterDays: shortestLife(request), pendingDays: numberAt(request, "pendingWindowInDays") }),
  };
}

/** Days after which the shortest rule of a bucket deletes objects; null when none does. */
function shortestLife(request: unknown): number | null {
  const days = [...orderedJson(request).matchAll(/"expiration":\{[^{}]{0,200}?"days":"?(\d{1,6})/gi)].map((found) => Number(found[1]));
  return days.length === 0 ? null : Math.min(...days);
}

const DETECTORS = [
  "detectorId",
  "configurationRecorderName",
  "configRuleName",
  "conformancePackName",
  "organizationConfigRuleName",
  "hubArn",
  "servicePrincipal",
  "analyzerName",
  "standardsControlArn",
  "policyId",
  "accountId",
  "adminAccountId",
  "name",
  "graphArn",
  "resourceArn",
];

function detector(call: Call): Entities {
  const { request } = call;
  return {
    targetId: DETECTORS.map((key) => textAt(request, key)).find((id) => id !== null) ?? null,
    targetType: call.envelope.service,
    traits: ["detector_weakened"],
    detail: detail({ action: textAt(request, "action") }),
  };
}
