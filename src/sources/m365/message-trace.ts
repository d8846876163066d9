import { stableHash } from "../../facts/fact-id.ts";
import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { orderedJson, textAt, textsAt } from "../fields.ts";
import { classifyAddress } from "../ip-class.ts";
import { addressesIn, isInside, isOutside } from "./names/addresses.ts";
import { utcTimeMs, withoutPort } from "./records/audit-envelope.ts";
import { M365_BLIND_SPOTS } from "./blind-spots.ts";
import { detail, traitsIf } from "./entities/extractor.ts";
import { asTrace, isTrace } from "./records/trace-record.ts";

/*
 * Message traces of Exchange. Where a mail flow rule or an export adds the headers that connectors write, they name application,
 * environment, flow and run; a trace without them is no sign of an automation.
 * https://learn.microsoft.com/en-us/exchange/monitoring/trace-an-email-message/message-trace-modern-eac
 * https://learn.microsoft.com/en-us/connectors/office365/#smtp-headers
 */

const messageTrace: Source = {
  id: "m365/message-trace",
  title: "Exchange message trace",
  provider: "m365",
  logsource: { product: "m365", service: "messagetrace" },
  vendorDocs: "https://learn.microsoft.com/en-us/exchange/monitoring/trace-an-email-message/message-trace-modern-eac",
  requires: ["Message traces exported with the x-ms-mail headers, which a mail flow rule can copy; plain traces name no automation"],
  bytes: {
    operationAnchor: '"x-ms-mail-application":"',
    operationField: "x-ms-mail-application",
    serviceAnchor: '"Organization":"',
    serviceField: "Organization",
    recordStart: '{"MessageTraceId":"',
    activityNeedles: ["x-ms-mail-"],
  },
  listKeys: ["value"],
  tableColumns: ["messagetraceid", "origin_timestamp_utc", "recipientaddress"],
  matches: isTrace,
  canonical: asTrace,
  envelope: traceEnvelope,
  entities: { traced_mail: tracedMail, traced_forward: tracedForward },
  isRunAsActivity: (_record, envelope) => envelope.runtimeAgent,
  notEvents: () => null,
  blindSpots: M365_BLIND_SPOTS,
};

export default messageTrace;

function traceEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const trace = asTrace(record);
  const tsMs = utcTimeMs(textAt(trace, "Received"));
  if (tsMs === null) return { unusable: "no usable time" };
  const operation = textAt(trace, "x-ms-mail-operation-type");
  const messageId = textAt(trace, "MessageId") ?? `without-id-${stableHash([orderedJson(record)])}`;
  const recipients = textsAt(trace, "Recipients").join(" ");
  return {
    dupKey: `${messageId} ${recipients} ${tsMs}`,
    eventId: textAt(trace, "MessageTraceId") ?? messageId,
    operationKey: null,
    op: operation === null ? "Mail" : `Mail ${operation}`,
    rawOp: operation ?? "Mail",
    service: "exchange",
    tsMs,
    provider: "m365",
    account: accountOf(trace),
    region: null,
    actorId: textAt(trace, "SenderAddress")?.toLowerCase() ?? null,
    actorType: "user",
    sessionName: null,
    sessionAutomationId: flowOf(trace),
    credentialId: null,
    runtimeAgent: textAt(trace, "x-ms-mail-application") !== null,
    invokedBy: null,
    via: "unknown",
    ...classifyAddress(addressOf(trace)),
    userAgent: textAt(trace, "x-ms-mail-application"),
    outcome: /^(failed|quarantined|filteredasspam)$/i.test(textAt(trace, "Status") ?? "") ? "error" : "success",
    flags: [],
  };
}

function addressOf(trace: LogRecord): string | null {
  const given = textAt(trace, "FromIP");
  return given === null ? null : withoutPort(given);
}

/** The tenant, which the default environment has in its name; else the organisation as the trace writes it. */
function accountOf(trace: LogRecord): string {
  const environment = textAt(trace, "x-ms-mail-environment-id")?.trim().toLowerCase() ?? "";
  const tenant = /^default-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(environment)?.[1];
  return tenant ?? textAt(trace, "OrganizationId")?.toLowerCase() ?? textAt(trace, "Organization")?.toLowerCase() ?? "unknown";
}

/** `ENVIRONMENT/FLOW`: the name of a workflow is the flow's id. */
function flowOf(trace: LogRecord): string | null {
  const environment = textAt(trace, "x-ms-mail-environment-id")?.trim().toLowerCase() ?? null;
  const flow = /x-ms-workflow-name:\s*([0-9a-f-]{36})/i.exec(textAt(trace, "x-ms-mail-workflow") ?? "")?.[1]?.toLowerCase();
  return environment === null || flow === undefined ? null : `${environment}/${flow}`;
}

function about(given: LogRecord): { readonly trace: LogRecord; readonly recipients: readonly string[]; readonly told: Entities["detail"] } {
  const trace = asTrace(given);
  const recipients = textsAt(trace, "Recipients").flatMap(addressesIn);
  const run = /x-ms-workflow-run-id:\s*([^;\s]+)/i.exec(textAt(trace, "x-ms-mail-workflow") ?? "")?.[1];
  const told = detail({ recipients: recipients.join(", "), subject: textAt(trace, "Subject"), status: textAt(trace, "Status"), run });
  return { trace, recipients, told };
}

function tracedMail(given: LogRecord, envelope: Envelope): Entities {
  const { trace, recipients, told } = about(given);
  return {
    targetId: textAt(trace, "MessageId"),
    targetType: "mail",
    traits: traitsIf({ foreign_account: recipients.some((address) => isOutside(address, trace, envelope)) }),
    detail: told ?? {},
  };
}

function tracedForward(given: LogRecord, envelope: Envelope): readonly Entities[] {
  const { trace, recipients, told } = about(given);
  return recipients.map((address) => ({
    targetId: address,
    targetType: "address",
    traits: traitsIf({ foreign_account: isOutside(address, trace, envelope), inside: isInside(address, trace, envelope) }),
    detail: { ...told, ...detail({ message: textAt(trace, "MessageId") }) },
  }));
}
