import type { Envelope } from "../../facts/fact.ts";
import { RUNTIME_AGENT } from "./cloudtrail/envelope.ts";
import type { LogRecord, Source } from "../contract.ts";
import { eventTimeMs } from "../event-time.ts";
import { flagAt, textAt } from "../fields.ts";
import { classifyAddress } from "../ip-class.ts";
import { principalId } from "./arn.ts";
import type { Home } from "./arn.ts";
import { isAttackSequence, sequenceActor, sequenceFunction } from "./entities/attack-sequence.ts";
import { fromCapitalised } from "./telemetry/finding-case.ts";
import { findingEntities, functionOfFinding } from "./entities/finding.ts";
import { AWS_BLIND_SPOTS } from "./blind-spots.ts";

/*
 * Amazon GuardDuty findings, as exported to S3 (JSON Lines), as the `detail` of EventBridge events, and as answers of GetFindings:
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html
 * New findings arrive within five minutes, updates of one finding (same id, higher count) up to six
 * hours later. A finding is timed by what it saw first, which its updates do not change.
 * Lambda Protection watches functions in and outside of VPCs; for the latter nothing else does.
 */

const guardDuty: Source = {
  id: "aws/guardduty",
  title: "Amazon GuardDuty findings",
  provider: "aws",
  logsource: { product: "aws", service: "guardduty" },
  vendorDocs: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-active.html",
  requires: ["GuardDuty with Lambda Protection in every region that runs functions", "An export of findings to S3 or an EventBridge rule"],
  bytes: {
    operationAnchor: '"type":"',
    operationField: "type",
    serviceAnchor: '"resourceType":"',
    serviceField: "resource.resourceType",
    recordStart: '{"schemaVersion":"',
    activityNeedles: [],
  },
  listKeys: ["Findings"],
  unwrap: (value) => {
    const finding = fromCapitalised(value);
    return finding === null ? null : [{ record: finding, path: "" }];
  },
  matches: isFinding,
  envelope: findingEnvelope,
  entities: findingEntities,
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AWS_BLIND_SPOTS,
};

export default guardDuty;

/** Every finding has these and says that GuardDuty made it, by its ARN or by the service's name. */
function isFinding(record: LogRecord): boolean {
  const isByGuardDuty =
    textAt(record, "service", "serviceName") === "guardduty" || (textAt(record, "arn")?.includes(":guardduty:") ?? false);
  return isByGuardDuty && textAt(record, "type") !== null && textAt(record, "accountId") !== null;
}

function findingEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const type = textAt(record, "type");
  if (type === null) return { unusable: "no type" };
  const account = textAt(record, "accountId");
  if (account === null) return { unusable: "no accountId" };
  const tsMs = eventTimeMs(textAt(record, "service", "eventFirstSeen")) ?? eventTimeMs(textAt(record, "createdAt"));
  if (tsMs === null) return { unusable: "no usable eventFirstSeen" };
  const home: Home = { account, region: textAt(record, "region"), partition: textAt(record, "partition") ?? "aws" };
  const eventId = textAt(record, "id") ?? textAt(record, "arn") ?? `without-id-${type}-${tsMs}`;
  const userAgent = textAt(record, "service", "additionalInfo", "userAgent", "fullUserAgent");
  return {
    dupKey: `${eventId}/${account}`,
    eventId,
    operationKey: null,
    op: type,
    rawOp: type,
    service: "guardduty",
    tsMs,
    provider: "aws",
    account,
    region: home.region,
    ...whoOf(record, home),
    runtimeAgent: userAgent?.includes(RUNTIME_AGENT) ?? false,
    invokedBy: null,
    via: "unknown",
    ...classifyAddress(textAt(record, "service", "action", "awsApiCallAction", "remoteIpDetails", "ipAddressV4")),
    userAgent,
    outcome: outcomeOf(record),
    flags: [],
  };
}

type Who = Pick<Envelope, "actorId" | "actorType" | "sessionName" | "sessionAutomationId" | "credentialId">;

/** A finding about a function names the function; one about credentials names the identity that they belong to. */
function whoOf(record: LogRecord, home: Home): Who {
  if (isAttackSequence(record)) {
    return { ...sequenceActor(record, home), sessionAutomationId: sequenceFunction(record, home)?.id ?? null };
  }
  const automation = functionOfFinding(record, home);
  if (automation !== null) {
    const role = principalId("role", textAt(record, "resource", "lambdaDetails", "role"), home);
    const actorType = role === null ? ("unknown" as const) : ("role_session" as const);
    return { actorId: role, actorType, sessionName: null, sessionAutomationId: automation.id, credentialId: null };
  }
  const key = ["resource", "accessKeyDetails"] as const;
  const user = textAt(record, ...key, "userName");
  const isRole = /role/i.test(textAt(record, ...key, "userType") ?? "");
  const session = (textAt(record, ...key, "principalId") ?? "").split(":").slice(1).join(":");
  const actorId = principalId(isRole ? "role" : "user", user, home);
  return {
    actorId,
    actorType: actorId === null ? "unknown" : isRole ? "role_session" : "user",
    sessionName: isRole && session !== "" ? session : null,
    sessionAutomationId: null,
    credentialId: textAt(record, ...key, "accessKeyId"),
  };
}

/** Traffic that a network rule stopped, or a call that failed, was an attempt only. */
function outcomeOf(record: LogRecord): Envelope["outcome"] {
  const action = ["service", "action"] as const;
  const isBlocked = ["networkConnectionAction", "portProbeAction", "dnsRequestAction"].some(
    (kind) => flagAt(record, ...action, kind, "blocked") === true,
  );
  if (isBlocked) return "denied";
  const error = textAt(record, ...action, "awsApiCallAction", "errorCode");
  if (error === null) return "success";
  return /access_?denied|unauthorized/i.test(error) ? "denied" : "error";
}
