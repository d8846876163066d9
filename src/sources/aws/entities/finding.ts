import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { listAt, numberAt, textAt, textsAt, valueAt } from "../../fields.ts";
import { functionRef, principalId } from "../arn.ts";
import type { FunctionRef, Home } from "../arn.ts";
import { attackSequence } from "./attack-sequence.ts";
import { detail } from "./extractor.ts";
import { automationOf } from "./function-of-call.ts";
import { vpcDetail } from "./vpc-config.ts";

/*
 * What GuardDuty findings are about. Types of Lambda Protection, and fields of a finding:
 * https://docs.aws.amazon.com/guardduty/latest/ug/lambda-protection-finding-types.html
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html
 */

export const findingEntities = {
  function_traffic: functionTraffic,
  identity_behaviour: identityBehaviour,
  attack_sequence: (record: LogRecord, envelope: Envelope): readonly Entities[] => attackSequence(record, homeOf(record, envelope)),
};

/** Function that a finding of Lambda Protection is about; null for findings about anything else. */
export function functionOfFinding(record: LogRecord, home: Home): FunctionRef | null {
  const details = valueAt(record, "resource", "lambdaDetails");
  return functionRef(textAt(details, "functionArn") ?? textAt(details, "functionName"), home);
}

function functionTraffic(record: LogRecord, envelope: Envelope): Entities {
  const home = homeOf(record, envelope);
  const details = valueAt(record, "resource", "lambdaDetails");
  const vpc = valueAt(details, "vpcConfig");
  const groups = listAt(vpc, "securityGroups").flatMap((group) => textAt(group, "groupId") ?? []);
  return {
    ...automationOf(functionOfFinding(record, home)),
    runAsId: principalId("role", textAt(details, "role"), home),
    ...peerOf(record),
    traits: traitsOf(envelope.op),
    detail: detail({
      ...commonDetail(record),
      functionVersion: textAt(details, "functionVersion"),
      revisionId: textAt(details, "revisionId"),
      ...vpcDetail(textsAt(vpc, "subnetIds"), groups),
    }),
  };
}

function identityBehaviour(record: LogRecord, envelope: Envelope): Entities {
  const call = ["service", "action", "awsApiCallAction"] as const;
  return {
    traits: traitsOf(envelope.op),
    detail: detail({
      ...commonDetail(record),
      api: textAt(record, ...call, "api"),
      service: textAt(record, ...call, "serviceName"),
      callerType: textAt(record, ...call, "callerType"),
    }),
  };
}

function homeOf(record: LogRecord, envelope: Envelope): Home {
  return { account: envelope.account, region: envelope.region, partition: textAt(record, "partition") ?? "aws" };
}

function commonDetail(record: LogRecord): Parameters<typeof detail>[0] {
  return {
    title: textAt(record, "title"),
    findingSeverity: numberAt(record, "severity"),
    detectorId: textAt(record, "service", "detectorId"),
  };
}

/** The other end of the traffic: an address, or a name that was asked for. */
function peerOf(record: LogRecord): Entities {
  const action = valueAt(record, "service", "action");
  const domain = textAt(action, "dnsRequestAction", "domain");
  if (domain !== null) return { targetId: domain.toLowerCase(), targetType: "domain" };
  const address = textAt(action, "networkConnectionAction", "remoteIpDetails", "ipAddressV4");
  return address === null ? {} : { targetId: address, targetType: "address" };
}

const BY_TYPE: readonly (readonly [RegExp, Trait])[] = [
  [/^CryptoCurrency:|BitcoinTool/i, "mining"],
  [/C&C|DropPoint|BlackholeTraffic/i, "command_channel"],
  [/\/Tor/i, "anonymiser"],
];

function traitsOf(type: string): readonly Trait[] {
  return ["detected", ...BY_TYPE.filter(([pattern]) => pattern.test(type)).map(([, trait]) => trait)];
}
