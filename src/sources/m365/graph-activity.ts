import { stableHash } from "../../facts/fact-id.ts";
import type { Envelope } from "../../facts/fact.ts";
import type { Outcome } from "../../facts/kinds.ts";
import type { LogRecord, Source } from "../contract.ts";
import { numberAt, orderedJson, textAt } from "../fields.ts";
import { classifyAddress } from "../ip-class.ts";
import { utcTimeMs, withoutPort } from "./records/audit-envelope.ts";
import { MARK_NEEDLES, markOf } from "./names/automation-mark.ts";
import { M365_BLIND_SPOTS } from "./blind-spots.ts";
import { graphEntities } from "./entities/graph.ts";
import { asGraphRow, isGraphRecord } from "./records/graph-record.ts";

/*
 * Microsoft Graph activity logs: every request to Microsoft Graph, without bodies. People are known by their object id only.
 * https://learn.microsoft.com/en-us/graph/microsoft-graph-activity-logs-overview
 * Records come within half an hour mostly, up to two hours late.
 */

const graphActivity: Source = {
  id: "m365/graph-activity",
  title: "Microsoft Graph activity logs",
  provider: "m365",
  logsource: { product: "m365", service: "graphactivity" },
  vendorDocs: "https://learn.microsoft.com/en-us/graph/microsoft-graph-activity-logs-overview",
  requires: ["A diagnostic setting of Entra ID that exports MicrosoftGraphActivityLogs"],
  bytes: {
    operationAnchor: '"requestMethod":"',
    operationField: "RequestMethod",
    serviceAnchor: '"category":"',
    serviceField: "category",
    // Exports begin with the time, as those of many other logs do, so records are not cut by how they begin.
    recordStart: '{"category":"MicrosoftGraphActivityLogs"',
    activityNeedles: MARK_NEEDLES,
  },
  listKeys: ["records", "value"],
  tableColumns: ["requesturi"],
  matches: isGraphRecord,
  canonical: asGraphRow,
  envelope: graphEnvelope,
  entities: graphEntities,
  isRunAsActivity: (_record, envelope) => envelope.runtimeAgent,
  notEvents: () => null,
  blindSpots: M365_BLIND_SPOTS,
};

export default graphActivity;

function graphEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const row = asGraphRow(record);
  const tsMs = utcTimeMs(textAt(row, "TimeGenerated"));
  if (tsMs === null) return { unusable: "no usable time" };
  const method = textAt(row, "RequestMethod")?.toUpperCase() ?? null;
  if (method === null) return { unusable: "no request method" };
  const account = textAt(row, "AadTenantId")?.toLowerCase() ?? "unknown";
  const op = `${method} ${textAt(row, "RequestShape") ?? "/"}`;
  const eventId = textAt(row, "RequestId") ?? `without-id-${stableHash([orderedJson(record)])}`;
  const mark = markOf([textAt(row, "AppId")], [textAt(row, "UserAgent")]);
  return {
    dupKey: `${account} ${eventId} ${op}`,
    eventId,
    operationKey: null,
    op,
    rawOp: `${method} ${textAt(row, "RequestUri") ?? ""}`.trim(),
    service: "microsoft graph",
    tsMs,
    provider: "m365",
    account,
    region: null,
    ...callerOf(row),
    sessionName: null,
    sessionAutomationId: null,
    credentialId: mark.appId,
    runtimeAgent: mark.isMarked,
    invokedBy: null,
    via: "unknown",
    ...classifyAddress(addressOf(row)),
    userAgent: textAt(row, "UserAgent"),
    outcome: outcomeOf(row),
    flags: [],
  };
}

/** A person by object id, or the application that acts by itself. */
function callerOf(row: LogRecord): Pick<Envelope, "actorId" | "actorType"> {
  const user = textAt(row, "UserId")?.toLowerCase();
  if (user !== undefined) return { actorId: user, actorType: "user" };
  const app = textAt(row, "ServicePrincipalId") ?? textAt(row, "AppId");
  return { actorId: app?.toLowerCase() ?? null, actorType: app === null ? "unknown" : "workload" };
}

function addressOf(row: LogRecord): string | null {
  const given = textAt(row, "IPAddress");
  return given === null ? null : withoutPort(given);
}

function outcomeOf(row: LogRecord): Outcome {
  const status = numberAt(row, "ResponseStatusCode") ?? Number(textAt(row, "ResponseStatusCode") ?? Number.NaN);
  if (Number.isNaN(status)) return "unknown";
  if (status === 401 || status === 403) return "denied";
  return status < 400 ? "success" : "error";
}
