import type { LogRecord } from "../../contract.ts";
import { isFields, objectAt, parsedJson, textAt, valueAt } from "../../fields.ts";

/*
 * One Activity Log event comes in four spellings: diagnostic settings (storage, Event Hubs), the REST API (portal, CLI),
 * its Python SDK in snake case, and rows of the Log Analytics table AzureActivity. Rules and extractors see the first:
 * https://learn.microsoft.com/en-us/azure/azure-monitor/platform/activity-log-schema
 * https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/azureactivity
 */

/** Categories of the Activity Log, and the three that old exports write instead of Administrative. */
const CATEGORIES = new Set([
  "administrative",
  "action",
  "write",
  "delete",
  "policy",
  "security",
  "alert",
  "autoscale",
  "resourcehealth",
  "servicehealth",
  "recommendation",
]);

/** Whether a category is one of the Activity Log. */
export function isActivityCategory(category: string): boolean {
  return CATEGORIES.has(category.toLowerCase());
}

export type Shape = "diagnostic" | "rest" | "sdk" | "table";

/** Which spelling a record has; null when it is no Activity Log event. */
export function shapeOf(record: LogRecord): Shape | null {
  if (textAt(record, "OperationNameValue") !== null) return textAt(record, "TimeGenerated") === null ? null : "table";
  if (textAt(record, "event_timestamp") !== null) return textAt(record, "operation_name", "value") === null ? null : "sdk";
  if (textAt(record, "eventTimestamp") !== null) return textAt(record, "operationName", "value") === null ? null : "rest";
  if (textAt(record, "time") === null || operationOf(record) === null) return null;
  const category = textAt(record, "category");
  // The directory's log has a category Policy too.
  if (textAt(record, "properties", "activityDisplayName") !== null) return null;
  if (category !== null) return isActivityCategory(category) ? "diagnostic" : null;
  // Cut down exports drop the category; only control-plane operations are paths that end in what was done.
  return /^microsoft\.[^/]+\/.+\/(write|delete|action)$/i.test(operationOf(record) ?? "") ? "diagnostic" : null;
}

function operationOf(record: LogRecord): string | null {
  return textAt(record, "operationName") ?? textAt(record, "operationName", "value");
}

/** The event as diagnostic settings write it, with its other fields beside. The same object where that is what it is. */
export function asDiagnostic(record: LogRecord): LogRecord {
  const shape = shapeOf(record);
  if (shape === "rest") return { ...record, ...fromRest(record) };
  if (shape === "sdk") return { ...record, ...fromSdk(record) };
  if (shape === "table") return { ...record, ...fromTable(record) };
  if (shape === null) return record;
  const isPlain = textAt(record, "operationName") !== null && isOpen(record["identity"]) && isOpen(record["properties"]);
  if (isPlain) return record;
  return {
    ...record,
    operationName: operationOf(record),
    identity: opened(record["identity"]),
    properties: opened(record["properties"]),
  };
}

function isOpen(value: unknown): boolean {
  return typeof value !== "string";
}

/** An object, also where it was written as JSON text. */
export function opened(value: unknown): unknown {
  const parsed = typeof value === "string" ? parsedJson(value) : value;
  return isFields(parsed) ? parsed : {};
}

function fromRest(record: LogRecord): LogRecord {
  return {
    time: record["eventTimestamp"],
    operationName: textAt(record, "operationName", "value"),
    category: textAt(record, "category", "value") ?? textAt(record, "eventSource", "value") ?? "Administrative",
    resourceId: textAt(record, "resourceId") ?? textAt(record, "resourceUri"),
    resultType: textAt(record, "status", "value"),
    resultSignature: textAt(record, "subStatus", "value"),
    callerIpAddress: textAt(record, "httpRequest", "clientIpAddress"),
    identity: { claims: opened(record["claims"]), authorization: objectAt(record, "authorization") },
    properties: opened(record["properties"]),
  };
}

function fromSdk(record: LogRecord): LogRecord {
  return {
    time: record["event_timestamp"],
    operationName: textAt(record, "operation_name", "value"),
    category: textAt(record, "category", "value") ?? "Administrative",
    resourceId: textAt(record, "resource_id"),
    resultType: textAt(record, "status", "value"),
    resultSignature: textAt(record, "sub_status", "value"),
    callerIpAddress: textAt(record, "http_request", "client_ip_address"),
    correlationId: textAt(record, "correlation_id"),
    eventDataId: textAt(record, "event_data_id"),
    subscriptionId: textAt(record, "subscription_id"),
    tenantId: textAt(record, "tenant_id"),
    identity: { claims: opened(record["claims"]), authorization: objectAt(record, "authorization") },
    properties: opened(record["properties"]),
  };
}

function fromTable(record: LogRecord): LogRecord {
  const claims = opened(record["Claims_d"]);
  const properties = opened(record["Properties_d"]);
  return {
    time: record["TimeGenerated"],
    operationName: record["OperationNameValue"],
    category: textAt(record, "CategoryValue") ?? textAt(record, "Category") ?? "Administrative",
    resourceId: textAt(record, "_ResourceId") ?? textAt(record, "ResourceId"),
    resultType: textAt(record, "ActivityStatusValue") ?? textAt(record, "ActivityStatus"),
    resultSignature: textAt(record, "ActivitySubstatusValue"),
    callerIpAddress: textAt(record, "CallerIpAddress"),
    caller: textAt(record, "Caller"),
    correlationId: textAt(record, "CorrelationId"),
    eventDataId: textAt(record, "EventDataId"),
    subscriptionId: textAt(record, "SubscriptionId"),
    tenantId: textAt(record, "TenantId"),
    identity: {
      claims: isEmpty(claims) ? opened(record["Claims"]) : claims,
      authorization: opened(valueAt(record, "Authorization_d") ?? record["Authorization"]),
    },
    properties: isEmpty(properties) ? opened(record["Properties"]) : properties,
  };
}

function isEmpty(value: unknown): boolean {
  return isFields(value) && Object.keys(value).length === 0;
}
