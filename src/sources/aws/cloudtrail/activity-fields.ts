import type { ActivityFields } from "../../contract.ts";
import { classifyAddress } from "../../ip-class.ts";
import { parseArn } from "../arn.ts";
import { RUNTIME_AGENT } from "./envelope.ts";

/*
 * What cloudTrailEnvelope reads of a function's session, by path. Records with an addendum, with names that only exports and
 * shippers write, or without ARN and account, are not here: they take the parser.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */

const identity = (...path: readonly string[]): readonly string[] => ["userIdentity", ...path];
const issuer = (name: string): readonly string[] => identity("sessionContext", "sessionIssuer", name);

/** A caller's ARN tells the partition; without one, the record's resources have to. */
const onlyArns = (text: string): string | null => (parseArn(text) === null ? null : text);

/** Of an address only the class is kept; the name of a service is kept whole. */
const ADDRESSES = { public: "203.0.113.1", private: "10.0.0.1", service: null, none: null } as const;
const classOfAddress = (text: string): string => ADDRESSES[classifyAddress(text).srcIpClass] ?? text;

const runtimeOrNot = (text: string): string => (text.includes(RUNTIME_AGENT) ? RUNTIME_AGENT : "other");

export const ACTIVITY_FIELDS: ActivityFields = {
  time: "eventTime",
  id: "eventID",
  actor: [
    { path: identity("type"), isRequired: true },
    { path: identity("arn"), isRequired: true, standIn: onlyArns },
    { path: identity("principalId") },
    { path: identity("accountId") },
    { path: identity("userName") },
    { path: identity("invokedBy") },
    { path: identity("onBehalfOf", "userId") },
    { path: issuer("arn"), standIn: onlyArns },
    { path: issuer("userName") },
    { path: identity("inScopeOf", "issuerType") },
    { path: identity("inScopeOf", "credentialsIssuedTo") },
    { path: ["userAgent"], standIn: runtimeOrNot },
  ],
  call: [
    { path: ["eventSource"], isRequired: true },
    { path: ["eventName"], isRequired: true },
    { path: ["awsRegion"] },
    { path: ["sourceIPAddress"], standIn: classOfAddress },
    { path: ["errorCode"] },
    { path: ["recipientAccountId"], isRequired: true },
    { path: ["eventType"] },
    { path: ["eventCategory"] },
  ],
  ignored: [
    "eventVersion",
    "errorMessage",
    "additionalEventData",
    "requestID",
    "readOnly",
    "resources",
    "apiVersion",
    "managementEvent",
    "sharedEventID",
    "vpcEndpointId",
    "vpcEndpointAccountId",
    "tlsDetails",
    "sessionCredentialFromConsole",
    "edgeDeviceDetails",
    "serviceEventDetails",
    "eventContext",
  ],
  noTexts: ["requestParameters", "responseElements"],
};
