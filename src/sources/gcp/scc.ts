import type { Entities, Envelope } from "../../facts/fact.ts";
import type { Trait } from "../../facts/kinds.ts";
import type { LogRecord, Source, Unwrapped } from "../contract.ts";
import { eventTimeMs } from "../event-time.ts";
import { isFields, textAt, valueAt } from "../fields.ts";
import { classifyAddress } from "../ip-class.ts";
import { GCP_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import { isOfLog, READ_LOGS } from "./records/other-logs.ts";
import { actorTypeOf, principalId } from "./names/principal.ts";

/*
 * Findings of Security Command Center, as its notifications carry them:
 * https://cloud.google.com/security-command-center/docs/how-to-api-receive-notifications and
 * https://cloud.google.com/security-command-center/docs/reference/rest/v1/organizations.sources.findings.
 * Exports to Cloud Logging hold the same in `jsonPayload`. Findings about settings are no events here.
 */

const scc: Source = {
  id: "gcp/scc",
  title: "Google Security Command Center findings",
  provider: "gcp",
  logsource: { product: "gcp", service: "gcp.scc" },
  vendorDocs: "https://cloud.google.com/security-command-center/docs/concepts-event-threat-detection-overview",
  requires: ["Event Threat Detection and Cloud Run Threat Detection, with a notification or a continuous export"],
  bytes: {
    operationAnchor: '"category":"',
    operationField: "finding.category",
    serviceAnchor: '"findingClass":"',
    serviceField: "finding.findingClass",
    recordStart: '{"notificationConfigName":"',
    activityNeedles: [],
  },
  unwrap: unwrapFinding,
  matches: isFinding,
  envelope: findingEnvelope,
  entities: { workload_finding: workloadFinding, identity_finding: identityFinding },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: GCP_BLIND_SPOTS,
};

export default scc;

function unwrapFinding(value: LogRecord): readonly Unwrapped[] | null {
  const payload = valueAt(value, "jsonPayload");
  return isFields(payload) && isFields(payload["finding"]) && isOfLog(value, READ_LOGS.findings)
    ? [{ record: payload, path: "jsonPayload" }]
    : null;
}

function isFinding(record: LogRecord): boolean {
  const name = textAt(record, "finding", "name") ?? textAt(record, "finding", "canonicalName") ?? "";
  return textAt(record, "finding", "category") !== null && /\/findings\//.test(name);
}

function findingEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const finding = valueAt(record, "finding");
  const op = textAt(finding, "category") ?? "finding";
  // Updates of one finding keep its name and the time of what it saw first.
  const tsMs = eventTimeMs(textAt(finding, "eventTime")) ?? eventTimeMs(textAt(finding, "createTime"));
  if (tsMs === null) return { unusable: "no usable eventTime" };
  const eventId = textAt(finding, "name") ?? "";
  const actorId = principalId(textAt(finding, "access", "principalEmail"));
  return {
    dupKey: eventId,
    eventId,
    operationKey: null,
    op,
    rawOp: op,
    service: "securitycenter",
    tsMs,
    provider: "gcp",
    account: projectOf(record),
    region: locationOf(record),
    actorId,
    actorType: actorTypeOf(actorId),
    sessionName: null,
    sessionAutomationId: null,
    credentialId: textAt(finding, "access", "serviceAccountKeyName")?.split("/keys/")[1] ?? null,
    runtimeAgent: false,
    invokedBy: null,
    via: "unknown",
    ...classifyAddress(textAt(finding, "access", "callerIp")),
    userAgent: textAt(finding, "access", "userAgent"),
    outcome: "success",
    flags: [],
  };
}

function resourceOf(record: LogRecord): string {
  return textAt(record, "finding", "resourceName") ?? textAt(record, "resource", "name") ?? "";
}

function projectOf(record: LogRecord): string {
  const named = /\/projects\/([^/]+)/.exec(resourceOf(record))?.[1] ?? textAt(record, "resource", "projectDisplayName");
  return named ?? "unknown";
}

function locationOf(record: LogRecord): string | null {
  return /\/(?:locations|regions|zones)\/([^/]+)/.exec(resourceOf(record))?.[1] ?? null;
}

/** What Cloud Run Threat Detection saw inside a service or job. */
function workloadFinding(record: LogRecord, envelope: Envelope): Entities {
  const found = /\/(services|jobs)\/([^/]+)/.exec(resourceOf(record));
  const [, collection = "", name = ""] = found ?? [];
  const id = `projects/${envelope.account}/locations/${envelope.region ?? "unknown"}/${collection}/${name}`;
  const automation = {
    automationId: id,
    automationKind: collection === "jobs" ? ("job" as const) : ("run" as const),
    automationName: name,
  };
  return { ...(found === null ? {} : automation), traits: traitsOf(envelope.op), detail: detailOf(record) };
}

function identityFinding(record: LogRecord, envelope: Envelope): Entities {
  return { targetId: resourceOf(record) || null, targetType: "resource", traits: traitsOf(envelope.op), detail: detailOf(record) };
}

function traitsOf(category: string): readonly Trait[] {
  const isMining = /crypto ?min|coin/i.test(category);
  const isCommand = /bad (domain|ip)|command and control|reverse shell/i.test(category);
  return ["detected", ...(isMining ? (["mining"] as const) : []), ...(isCommand ? (["command_channel"] as const) : [])];
}

function detailOf(record: LogRecord): ReturnType<typeof detail> {
  return detail({
    title: textAt(record, "finding", "category"),
    severity: textAt(record, "finding", "severity"),
    api: textAt(record, "finding", "access", "methodName"),
  });
}
