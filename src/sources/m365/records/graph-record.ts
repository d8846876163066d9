import type { LogRecord } from "../../contract.ts";
import { isFields, objectAt, textAt } from "../../fields.ts";

/*
 * Requests to Microsoft Graph in their two spellings: records of a diagnostic setting (`properties`, camel case) and rows of the table
 * MicrosoftGraphActivityLogs (columns, pascal case). Ours is the second with the path and its shape taken out of the address:
 * https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/microsoftgraphactivitylogs
 * https://learn.microsoft.com/en-us/graph/microsoft-graph-activity-logs-overview
 */

const CATEGORY = "microsoftgraphactivitylogs";

export function isGraphRecord(record: LogRecord): boolean {
  const category = textAt(record, "category")?.toLowerCase() ?? textAt(record, "Type")?.toLowerCase();
  if (category !== undefined) return category === CATEGORY;
  return (
    textAt(record, "RequestUri") !== null &&
    textAt(record, "RequestMethod") !== null &&
    (record["TimeGenerated"] ?? record["TimeGenerated [UTC]"]) !== undefined
  );
}

/** What is kept of a request. */
const COLUMNS: readonly string[] = `
  AppId UserId ServicePrincipalId RequestMethod RequestUri RequestId OperationId ResponseStatusCode UserAgent IPAddress
  Scopes Roles SessionId AadTenantId Location SignInActivityId TimeGenerated
`
  .trim()
  .split(/\s+/);

/** The record as a row, with `RequestPath` in lower case and `RequestShape`, the path with ids left out. */
export function asGraphRow(record: LogRecord): LogRecord {
  const uri = valueOf(record, "RequestUri");
  const path = pathOf(typeof uri === "string" ? uri : "");
  const row = Object.fromEntries(COLUMNS.map((column) => [column, valueOf(record, column) ?? null]));
  return { ...row, RequestPath: path.toLowerCase(), RequestShape: shapeOf(path) };
}

/** A column of a row, or the property of the same name in camel case, whose acronyms are spelt either way. */
function valueOf(record: LogRecord, column: string): unknown {
  const properties = objectAt(record, "properties");
  const camel = column.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (capitals) => capitals.toLowerCase());
  const found = record[column] ?? record[`${column} [UTC]`] ?? properties[camel] ?? properties[column];
  if (found !== undefined || !isFields(record["properties"])) return found;
  if (column === "TimeGenerated") return record["time"];
  if (column === "IPAddress") return properties["ipAddress"] ?? record["callerIpAddress"];
  if (column === "AadTenantId") return properties["tenantId"] ?? /^\/tenants\/([^/]+)/i.exec(textAt(record, "resourceId") ?? "")?.[1];
  return undefined;
}

/** Path without host, version and query. */
function pathOf(uri: string): string {
  const path = uri.replace(/^https?:\/\/[^/]*/i, "").replace(/[?#].*$/s, "");
  return path.replace(/^\/+(?:v\d+(?:\.\d+)?|beta)(?=\/|$)/i, "").replaceAll(/\/{2,}/g, "/");
}

const WORD = /^([$a-z][a-z$]*|oauth2permissiongrants|microsoft\.graph\.[a-z]+)$/i;
/** Words of addresses are shorter than ids without digits. */
const LONGEST_WORD = 32;

/** `/users/{id}/messages/{id}/forward`. Paths of files after a colon and arguments in parentheses are left out as well. */
function shapeOf(path: string): string {
  const parts = path.replaceAll(/:\/[^:]*(:|$)/g, ":").split("/");
  return parts.map((part) => wordOf(part.replace(/[(:].*$/s, ""))).join("/");
}

function wordOf(part: string): string {
  return part === "" || (part.length <= LONGEST_WORD && WORD.test(part)) ? part : "{id}";
}
