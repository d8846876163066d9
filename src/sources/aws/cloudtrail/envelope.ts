import { stableHash } from "../../../facts/fact-id.ts";
import type { Envelope } from "../../../facts/fact.ts";
import type { Flag, Outcome, Via } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { isFields, listAt, objectAt, orderedJson, textAt } from "../../fields.ts";
import { classifyAddress } from "../../ip-class.ts";
import { remember } from "../../../util/remember.ts";
import { accountOfArn, parseArn } from "../arn.ts";
import type { Home } from "../arn.ts";
import { eventSource, operationName } from "./operation-name.ts";
import { actorOf } from "./user-identity.ts";
import { utcTimeMs } from "../utc-time.ts";

/*
 * Fields that all CloudTrail records share:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */

/** Marker in the user agent that Lambda's runtimes set; any caller can write it too. */
export const RUNTIME_AGENT = "exec-env/AWS_Lambda";

export function cloudTrailEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const rawOp = textAt(record, "eventName");
  if (rawOp === null) return { unusable: "no eventName" };
  const tsMs = timeOfEvent(record);
  if (tsMs === null) return { unusable: "no usable eventTime" };
  const home = homeOf(record);
  const name = operationName(rawOp);
  const source = eventSource(textAt(record, "eventSource") ?? "");
  const userAgent = textAt(record, "userAgent");
  const actor = actorOf(record, home);
  const address = classifyAddress(textAt(record, "sourceIPAddress"));
  const eventId = textAt(record, "eventID") ?? `without-id-${stableHash([orderedJson(record)])}`;
  // Field by field: spreading objects into one another costs more than all the rest of this.
  return {
    eventId,
    dupKey: `${originalId(record) ?? eventId}/${home.account}`,
    operationKey: null,
    op: name.op,
    rawOp,
    service: source.service,
    tsMs,
    provider: "aws",
    account: home.account,
    region: home.region,
    actorId: actor.actorId,
    actorType: actor.actorType,
    sessionName: actor.sessionName,
    sessionAutomationId: actor.sessionAutomationId,
    credentialId: actor.credentialId,
    invokedBy: actor.invokedBy,
    runtimeAgent: userAgent?.includes(RUNTIME_AGENT) ?? false,
    via: viaOf(record, userAgent, actor.invokedBy),
    srcIp: address.srcIp,
    srcIpClass: address.srcIpClass,
    userAgent,
    outcome: outcomeOf(textAt(record, "errorCode")),
    flags: flagsOf(record, name.noncanonical || source.noncanonical),
  };
}

export function timeOfEvent(record: LogRecord): number | null {
  // Log shippers move the time to a field of their own and drop the original.
  return utcTimeMs(record["eventTime"]) ?? utcTimeMs(record["@timestamp"]);
}

/** Account, partition and region in which the record's bare names live. */
export function homeOf(record: LogRecord): Home {
  const identity = objectAt(record, "userIdentity");
  const region = textAt(record, "awsRegion");
  const account = textAt(record, "recipientAccountId") ?? textAt(identity, "accountId");
  const caller = textAt(identity, "sessionContext", "sessionIssuer", "arn") ?? textAt(identity, "arn");
  const partition = parseArn(caller)?.partition;
  if (account !== null && partition !== undefined) return { account, partition, region };
  const arns = [caller, textAt(identity, "arn"), ...listAt(record, "resources").map((resource) => textAt(resource, "ARN"))];
  return {
    account: account ?? arns.map(accountOfArn).find((found) => found !== null) ?? "unknown",
    partition: arns.map((arn) => parseArn(arn)?.partition).find((found) => found !== undefined) ?? partitionOf(region),
    region,
  };
}

function partitionOf(region: string | null): string {
  if (region === null) return "aws";
  if (/^cn-(north|northwest)-\d$/.test(region)) return "aws-cn";
  return /^us-gov-(east|west)-\d$/.test(region) ? "aws-us-gov" : "aws";
}

/** A late or corrected delivery names the event that it stands for, and takes its place. */
function originalId(record: LogRecord): string | null {
  return textAt(record, "addendum", "originalEventID");
}

/**
 * Denials of AWS services by error code; an absent code means that the call was accepted.
 * EC2 reports a dry run that would have worked as an error, and nothing was done, so error it is.
 */
function outcomeOf(errorCode: string | null): Outcome {
  if (errorCode === null) return "success";
  return /access_?denied|unauthorized(operation|access)|^(client\.)?unauthorized|notauthorized/i.test(errorCode) ? "denied" : "error";
}

function flagsOf(record: LogRecord, noncanonical: boolean): readonly Flag[] {
  const flags: Flag[] = [];
  const fields = [objectAt(record, "requestParameters"), objectAt(record, "responseElements")];
  if (fields.some((field) => field["omitted"] === true)) flags.push("fields_omitted");
  if (noncanonical) flags.push("noncanonical");
  if (isFields(record["addendum"])) flags.push("late");
  return flags;
}

function viaOf(record: LogRecord, userAgent: string | null, invokedBy: string | null): Via {
  const byAgent = viaOfAgent(userAgent ?? "");
  if (byAgent === "iac") return "iac";
  if (invokedBy !== null) return "service";
  return textAt(record, "sessionCredentialFromConsole") === "true" ? "console" : byAgent;
}

/** Agents are few and long, and each of these searches runs through the whole of one. */
const viaOfAgent = remember(20_000, (agent): Via => {
  if (/terraform|pulumi|ansible|serverless-framework|^cloudformation\.amazonaws\.com/i.test(agent)) return "iac";
  if (/^mozilla\/|console\.amazonaws\.com|^signin/i.test(agent)) return "console";
  if (/^aws-cli\//i.test(agent)) return "cli";
  return /aws-sdk|boto|aws-internal/i.test(agent) ? "sdk" : "unknown";
});
