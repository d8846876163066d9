import type { LogRecord, Unwrapped } from "../../contract.ts";
import { isFields, listAt, numberAt, objectAt, parsedJson, textAt, valueAt } from "../../fields.ts";
import { createJsonTree, type JsonTree } from "./json-tree.ts";

/*
 * CloudTrail as Security Lake delivers it: OCSF 1.0.0-rc.2 (source version 1) and 1.1.0 (source version 2), classes API activity,
 * account change and authentication. Which field came from where: the event dossiers under mappings/markdown/AWS of
 * https://github.com/ocsf/examples. What has no place in OCSF is in `unmapped`, by its path in the record.
 */

/** The event as CloudTrail writes it; null if the value is no CloudTrail in OCSF. */
export function recordOfOcsf(value: LogRecord): Unwrapped | null {
  if (numberAt(value, "class_uid") === null || textAt(value, "metadata", "product", "name") !== "CloudTrail") return null;
  const tree = createJsonTree();
  setFields(tree, value);
  setIdentity(tree, objectAt(value, "actor"));
  setParameters(tree, value);
  setResources(tree, value);
  for (const [path, item] of Object.entries(unmapped(value))) setText(tree, path, item);
  setSubject(tree, value);
  return { record: tree.text(), path: "" };
}

function setText(tree: JsonTree, path: string, value: unknown): void {
  if (value === null || value === undefined || value === "") return;
  tree.set(path, JSON.stringify(value));
}

const CATEGORIES = new Set(["Management", "Data", "Insight", "NetworkActivity"]);

function setFields(tree: JsonTree, value: LogRecord): void {
  const category = textAt(value, "metadata", "product", "feature", "name");
  const fields: readonly (readonly [string, unknown])[] = [
    ["eventVersion", textAt(value, "metadata", "product", "version")],
    ["eventID", textAt(value, "metadata", "uid")],
    ["eventType", textAt(value, "metadata", "event_code")],
    ["eventCategory", category !== null && CATEGORIES.has(category) ? category : null],
    ["eventTime", isoTime(value["time"]) ?? isoTime(value["time_dt"])],
    ["eventName", textAt(value, "api", "operation")],
    ["eventSource", textAt(value, "api", "service", "name")],
    ["apiVersion", textAt(value, "api", "version")],
    ["requestID", textAt(value, "api", "request", "uid")],
    ["errorCode", textAt(value, "api", "response", "error")],
    ["errorMessage", textAt(value, "api", "response", "message")],
    ["awsRegion", textAt(value, "cloud", "region")],
    ["userAgent", textAt(value, "http_request", "user_agent")],
    ["sourceIPAddress", textAt(value, "src_endpoint", "ip") ?? textAt(value, "src_endpoint", "domain")],
    ["vpcEndpointId", textAt(value, "src_endpoint", "uid")],
  ];
  for (const [name, field] of fields) setText(tree, name, field);
}

/** Version 1 keeps the ARN in `uuid` and the principal id in `uid`, version 2 in `uid` and `uid_alt`. */
function setIdentity(tree: JsonTree, actor: LogRecord): void {
  const user = objectAt(actor, "user");
  const isFirst = Object.hasOwn(user, "uuid");
  const mfa = valueAt(actor, "session", "is_mfa") ?? valueAt(actor, "session", "mfa");
  const created = isoTime(valueAt(actor, "session", "created_time")) ?? isoTime(valueAt(actor, "session", "created_time_dt"));
  const fields: readonly (readonly [string, unknown])[] = [
    ["type", textAt(user, "type")],
    ["arn", textAt(user, isFirst ? "uuid" : "uid")],
    ["principalId", textAt(user, isFirst ? "uid" : "uid_alt")],
    ["accountId", textAt(user, "account_uid") ?? textAt(user, "account", "uid")],
    ["accessKeyId", textAt(user, "credential_uid")],
    ["userName", textAt(user, "name")],
    ["invokedBy", textAt(actor, "invoked_by")],
    ["identityProvider", textAt(actor, "idp", "name")],
    ["sessionContext.sessionIssuer.arn", textAt(actor, "session", "issuer")],
    ["sessionContext.attributes.creationDate", created],
    ["sessionContext.attributes.mfaAuthenticated", typeof mfa === "boolean" ? String(mfa) : null],
  ];
  for (const [name, field] of fields) setText(tree, `userIdentity.${name}`, field);
}

/** Version 2 keeps parameters and answers as JSON. What cannot be read is unknown and not nothing. */
function setParameters(tree: JsonTree, value: LogRecord): void {
  for (const [name, side] of [
    ["requestParameters", "request"],
    ["responseElements", "response"],
  ] as const) {
    const data = valueAt(value, "api", side, "data");
    if (isFields(data)) tree.set(name, JSON.stringify(data));
    else if (typeof data === "string" && /^\s*\{/.test(data)) tree.set(name, parsedJson(data) === undefined ? '{"omitted":true}' : data);
    else setText(tree, name, data);
  }
}

function setResources(tree: JsonTree, value: LogRecord): void {
  const resources = listAt(value, "resources").map((resource) => ({
    ARN: textAt(resource, "uid"),
    accountId: textAt(resource, "account_uid") ?? textAt(resource, "owner", "account", "uid"),
    type: textAt(resource, "type"),
  }));
  if (resources.length > 0) tree.set("resources", JSON.stringify(resources));
}

function unmapped(value: LogRecord): LogRecord {
  const given = value["unmapped"];
  const parsed = typeof given === "string" ? parsedJson(given) : given;
  return isFields(parsed) ? parsed : {};
}

/** Version 1 moves the name that a call is about out of its parameters into `user`. */
function setSubject(tree: JsonTree, value: LogRecord): void {
  if (valueAt(value, "api", "request", "data") !== undefined) return;
  const operation = textAt(value, "api", "operation") ?? "";
  const name = textAt(value, "user", "name");
  if (operation.startsWith("AssumeRole")) {
    setText(tree, "requestParameters.roleArn", textAt(value, "user", "uuid"));
    return setText(tree, "requestParameters.roleSessionName", name);
  }
  if (numberAt(value, "class_uid") !== ACCOUNT_CHANGE) return;
  const isRole = operation.includes("Role");
  setText(tree, `requestParameters.${isRole ? "roleName" : "userName"}`, name);
  if (operation !== "CreateRole" && operation !== "CreateUser") return;
  const subject = isRole ? "role" : "user";
  setText(tree, `responseElements.${subject}.${subject}Name`, name);
  setText(tree, `responseElements.${subject}.${subject}Id`, textAt(value, "user", "uid"));
}

const ACCOUNT_CHANGE = 3001;
const LATEST = Date.UTC(2100, 0, 1);

/** Times are milliseconds, or texts with a zone. */
function isoTime(value: unknown): string | null {
  const ms = typeof value === "string" ? Date.parse(value) : value;
  if (typeof ms !== "number" || Number.isNaN(ms) || ms < 0 || ms > LATEST) return null;
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
