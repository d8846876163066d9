import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { numberAt, textAt } from "../fields.ts";
import { classifyAddress } from "../ip-class.ts";
import { GCP_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import { isOfLog, READ_LOGS } from "./records/other-logs.ts";
import { plainEnvelope } from "./records/plain-envelope.ts";
import { unwrapEntry } from "./records/wrappers.ts";

/*
 * Request logs of Cloud Run, which also tell the runs of second-generation functions:
 * https://cloud.google.com/run/docs/logging#log-types. One entry a request, without its caller's identity.
 */

const runRequests: Source = {
  id: "gcp/run-requests",
  title: "Google Cloud Run request logs",
  provider: "gcp",
  logsource: { product: "gcp", service: "gcp.run_requests" },
  vendorDocs: "https://cloud.google.com/run/docs/logging",
  requires: ["A sink that carries run.googleapis.com/requests"],
  bytes: {
    operationAnchor: '"requestMethod":"',
    operationField: "httpRequest.requestMethod",
    serviceAnchor: '"service_name":"',
    serviceField: "resource.labels.service_name",
    recordStart: '{"httpRequest":{',
    activityNeedles: [],
  },
  unwrap: unwrapEntry,
  matches: (record) => isOfLog(record, READ_LOGS.requests),
  envelope: (record) =>
    plainEnvelope(record, {
      op: "Request",
      rawOp: textAt(record, "httpRequest", "requestMethod") ?? "Request",
      service: "run",
      ...classifyAddress(textAt(record, "httpRequest", "remoteIp")),
      userAgent: textAt(record, "httpRequest", "userAgent"),
      outcome: outcomeOf(numberAt(record, "httpRequest", "status") ?? 0),
    }),
  entities: { request },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: GCP_BLIND_SPOTS,
};

export default runRequests;

/** What was turned away never ran; what failed did. */
function outcomeOf(status: number): Envelope["outcome"] {
  return status === 401 || status === 403 ? "denied" : "success";
}

function request(record: LogRecord, envelope: Envelope): Entities {
  const name = textAt(record, "resource", "labels", "service_name");
  const region = textAt(record, "resource", "labels", "location") ?? "unknown";
  const automation = {
    automationId: `projects/${envelope.account}/locations/${region}/services/${name ?? ""}`,
    automationKind: "run" as const,
    automationName: name,
  };
  return {
    ...(name === null ? {} : automation),
    automationVersion: textAt(record, "resource", "labels", "revision_name"),
    // The query can hold secrets, so only the path is kept.
    detail: detail({ path: textAt(record, "httpRequest", "requestUrl")?.split("?")[0], status: numberAt(record, "httpRequest", "status") }),
  };
}
