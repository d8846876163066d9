/**
 * One CloudTrail record in the key order and spelling of AWS's own delivery files
 * (docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
 */

/**
 * Who calls, from where.
 * @typedef {object} Caller
 * @property {object} identity the `userIdentity` block
 * @property {string} ip address, or a service's DNS name
 * @property {string} agent
 * @property {string} account
 * @property {boolean} [console] session came from the console
 * @property {string} [vpce]
 *
 * What is called.
 * @typedef {object} Call
 * @property {string} service such as `lambda.amazonaws.com`
 * @property {string} name such as `CreateFunction20150331`
 * @property {boolean} [readOnly]
 * @property {unknown} [request]
 * @property {unknown} [response]
 * @property {{code: string, message?: string}} [error]
 * @property {unknown} [additional]
 * @property {readonly object[]} [resources]
 * @property {boolean} [shared] event is recorded in two accounts
 * @property {boolean} [data] a data event
 * @property {boolean} [global] recorded in us-east-1 whatever the region
 */

/**
 * @param {Caller} caller
 * @param {Call} call
 * @param {{ms: number, region: string, eventId: string, requestId: string, sharedId?: string}} when
 */
export function makeRecord(caller, call, when) {
  const region = call.global ? "us-east-1" : when.region;
  /** @type {Record<string, unknown>} */
  const record = {
    eventVersion: call.service === "lambda.amazonaws.com" || call.service === "sts.amazonaws.com" ? "1.11" : "1.10",
    userIdentity: caller.identity,
    eventTime: isoSeconds(when.ms),
    eventSource: call.service,
    eventName: call.name,
    awsRegion: region,
    sourceIPAddress: caller.ip,
    userAgent: caller.agent,
  };
  if (call.error !== undefined) record.errorCode = call.error.code;
  if (call.error?.message !== undefined) record.errorMessage = call.error.message;
  record.requestParameters = call.request ?? null;
  record.responseElements = call.error === undefined ? (call.response ?? null) : null;
  if (call.additional !== undefined) record.additionalEventData = call.additional;
  record.requestID = when.requestId;
  record.eventID = when.eventId;
  record.readOnly = call.readOnly ?? false;
  if (call.resources !== undefined) record.resources = call.resources;
  record.eventType = "AwsApiCall";
  record.managementEvent = call.data !== true;
  record.recipientAccountId = caller.account;
  if (call.shared === true) record.sharedEventID = when.sharedId ?? when.eventId;
  if (caller.vpce !== undefined) record.vpcEndpointId = caller.vpce;
  record.eventCategory = call.data === true ? "Data" : "Management";
  if (!isServiceName(caller.ip)) record.tlsDetails = tlsDetails(call.service, region);
  if (caller.console === true) record.sessionCredentialFromConsole = "true";
  return record;
}

/** `2026-10-15T08:01:02Z` */
export function isoSeconds(ms) {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** The form in which IAM and STS write times inside `responseElements`: `Oct 5, 2026 1:33:28 PM`. */
export function spokenTime(ms, comma = "") {
  const at = new Date(ms);
  const hour = at.getUTCHours();
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${hour < 12 ? "AM" : "PM"}`;
  return `${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()}${comma} ${clock}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function two(n) {
  return String(n).padStart(2, "0");
}

function isServiceName(ip) {
  return ip.endsWith(".amazonaws.com") || ip === "AWS Internal";
}

function tlsDetails(service, region) {
  const name = service.slice(0, service.indexOf("."));
  const host = name === "iam" ? "iam.amazonaws.com" : `${name}.${region}.amazonaws.com`;
  return { tlsVersion: "TLSv1.3", cipherSuite: "TLS_AES_128_GCM_SHA256", clientProvidedHostHeader: host };
}
