import type { LogRecord, Source } from "../contract.ts";
import { isFields, textAt } from "../fields.ts";
import { ACTIVITY_FIELDS } from "./cloudtrail/activity-fields.ts";
import { AWS_BLIND_SPOTS } from "./blind-spots.ts";
import { hasFlatFields } from "./cloudtrail/rows.ts";
import { unwrapCloudTrail } from "./cloudtrail/wrappers.ts";
import { cloudTrailEnvelope, RUNTIME_AGENT, timeOfEvent } from "./cloudtrail/envelope.ts";
import { computeEntities } from "./entities/compute.ts";
import { credentialEntities } from "./entities/credential.ts";
import { isMisplaced } from "./cloudtrail/delivery-name.ts";
import { evasionEntities } from "./entities/evasion.ts";
import { iamGrantEntities } from "./entities/iam.ts";
import { identityCenterEntities } from "./entities/identity-center.ts";
import { interfaceEntities } from "./entities/interface.ts";
import { invocationEntities } from "./entities/invocation.ts";
import { lambdaAccessEntities } from "./entities/lambda-access.ts";
import { lambdaEntities } from "./entities/lambda.ts";
import { lambdaSettingEntities } from "./entities/lambda-setting.ts";
import { eventSource, operationName } from "./cloudtrail/operation-name.ts";
import { secretEntities } from "./entities/secret.ts";
import { shareEntities } from "./entities/share.ts";
import { stsEntities } from "./entities/sts.ts";
import { triggerEntities } from "./entities/trigger.ts";
import { trustEntities } from "./entities/trust.ts";
import { unmappedOperations } from "./cloudtrail/unmapped-operations.ts";
import { workloadEntities } from "./entities/workload.ts";

/*
 * AWS CloudTrail, in the record form of
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */

const cloudTrail: Source = {
  id: "aws/cloudtrail",
  title: "AWS CloudTrail",
  provider: "aws",
  logsource: { product: "aws", service: "cloudtrail" },
  vendorDocs: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html",
  requires: [
    "A trail with management events (read and write) in all regions; IAM writes to us-east-1",
    "Data events of type AWS::Lambda::Function to see invocations",
  ],
  bytes: {
    operationAnchor: '"eventName":"',
    operationField: "eventName",
    serviceAnchor: '"eventSource":"',
    serviceField: "eventSource",
    recordStart: '{"eventVersion":"',
    identity: {
      keys: ['"arn":"', '"userName":"', '"accessKeyId":"'],
      // A role's name stands in the session's ARN, in the issuer's, or in the issuer's name alone.
      shows: (id) => /^arn:[^:]*:iam::[^:]*:role\/[^/:]+$|^A[KS]IA[A-Z0-9]+$/.test(id),
    },
    activityNeedles: ['"issuerType":"AWS::Lambda::Function"', RUNTIME_AGENT],
    roleNeedles: ['"AssumedRole"'],
    activity: ACTIVITY_FIELDS,
    wrapperNeedles: [
      'eventName\\"',
      'issuerType\\"',
      '"userIdentity":"',
      '"eventname"',
      '"class_uid"',
      // Other logs' records that somebody put into one list with these.
      '"schemaVersion":"2.0","accountId"',
      '"query_timestamp":"',
      '"interface-id":"',
      '"protoPayload":{',
    ],
  },
  tableColumns: ["eventname", "eventjson", "cloudtrailevent", "_raw", "message", "@message", "class_uid"],
  listKeys: ["Events"],
  unwrap: unwrapCloudTrail,
  matches: isCloudTrail,
  canonical,
  isMisplaced,
  time: timeOfEvent,
  envelope: cloudTrailEnvelope,
  entities: {
    ...computeEntities,
    ...credentialEntities,
    ...evasionEntities,
    ...iamGrantEntities,
    ...identityCenterEntities,
    ...interfaceEntities,
    ...invocationEntities,
    ...lambdaAccessEntities,
    ...lambdaEntities,
    ...lambdaSettingEntities,
    ...secretEntities,
    ...shareEntities,
    ...stsEntities,
    ...triggerEntities,
    ...trustEntities,
    ...workloadEntities,
  },
  isRunAsActivity: (_record, envelope) =>
    envelope.sessionAutomationId !== null || (envelope.runtimeAgent && envelope.actorType === "role_session"),
  notEvents,
  unmapped: unmappedOperations,
  blindSpots: AWS_BLIND_SPOTS,
};

export default cloudTrail;

/** The three fields that every event has and that other logs in JSON do not have together. */
function isCloudTrail(record: LogRecord): boolean {
  if (notEvents(record) !== null) return true;
  // Exports that keep the event as text, beside fields or in them, are unwrapped.
  if (hasFlatFields(record) || textAt(record, "_raw") !== null) return false;
  return (
    textAt(record, "eventName") !== null &&
    textAt(record, "eventSource") !== null &&
    (textAt(record, "eventTime") !== null || textAt(record, "@timestamp") !== null) &&
    (isFields(record["userIdentity"]) || textAt(record, "eventVersion") !== null || textAt(record, "eventID") !== null)
  );
}

/** Digests are signatures over log files, insights are statistics; neither is an event. */
function notEvents(record: LogRecord): string | null {
  if (textAt(record, "digestStartTime") !== null || textAt(record, "digestS3Object") !== null) return "CloudTrail digest";
  if (textAt(record, "messageType") === "CONTROL_MESSAGE") return "CloudWatch Logs control message";
  const isInsight = textAt(record, "eventCategory") === "Insight" || textAt(record, "eventType") === "AwsCloudTrailInsight";
  return isInsight ? "CloudTrail Insights" : null;
}

/** Rules compare names as the vendor spells them, so odd spellings are mended before they look. */
function canonical(record: LogRecord): LogRecord {
  const name = operationName(textAt(record, "eventName") ?? "");
  const source = eventSource(textAt(record, "eventSource") ?? "");
  if (!name.noncanonical && !source.noncanonical) return record;
  return { ...record, eventName: name.spelled, eventSource: source.host };
}
