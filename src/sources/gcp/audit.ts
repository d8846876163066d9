import type { LogRecord, Source } from "../contract.ts";
import { textAt } from "../fields.ts";
import { GCP_BLIND_SPOTS } from "./blind-spots.ts";
import { batchEntities } from "./entities/batch.ts";
import { credentialEntities } from "./entities/credential.ts";
import { effectEntities } from "./entities/effect.ts";
import { auditEnvelope } from "./records/envelope.ts";
import { evasionEntities } from "./entities/evasion.ts";
import { exposureEntities } from "./entities/exposure.ts";
import { functionEntities } from "./entities/function.ts";
import { iamEntities } from "./entities/iam.ts";
import { isOtherLog } from "./records/other-logs.ts";
import { runEntities } from "./entities/run.ts";
import { triggerEntities } from "./entities/trigger.ts";
import { workloadEntities } from "./entities/workload.ts";
import { unwrapEntry } from "./records/wrappers.ts";

/*
 * Cloud Audit Logs (Admin Activity, Data Access, System Event, Policy Denied) as entries of Cloud Logging:
 * https://cloud.google.com/logging/docs/audit/understanding-audit-logs. Entries come within seconds to
 * minutes; those of one long-running operation come apart. Admin Activity is always on, Data Access is not.
 */

/** In the type of the metadata of every entry that Workspace writes. */
const WORKSPACE = "ccc_hosted_reporting";

const audit: Source = {
  id: "gcp/audit",
  title: "Google Cloud Audit Logs",
  provider: "gcp",
  logsource: { product: "gcp", service: "gcp.audit" },
  vendorDocs: "https://cloud.google.com/logging/docs/audit",
  requires: [
    "A sink of cloudaudit.googleapis.com/activity of the organisation, folders included",
    "Data Access logs of iamcredentials, secretmanager, run, cloudfunctions, workflowexecutions and storage to see tokens, reads and runs",
  ],
  bytes: {
    operationAnchor: '"methodName":"',
    operationField: "protoPayload.methodName",
    serviceAnchor: '"serviceName":"',
    serviceField: "protoPayload.serviceName",
    recordStart: '{"insertId":"',
    isMixed: true,
    // Findings and application logs can quote a method's name, so whatever has another payload is parsed.
    activityNeedles: ['"jsonPayload"', "@serverless-robot-prod.", "@gcf-admin-robot.", "@gcp-sa-workflows.", WORKSPACE],
    roleNeedles: ["gserviceaccount.com"],
  },
  listKeys: ["entries"],
  tableColumns: ["protopayload_auditlog", "protopayload"],
  unwrap: unwrapEntry,
  matches: isAuditEntry,
  envelope: auditEnvelope,
  entities: {
    ...batchEntities,
    ...credentialEntities,
    ...effectEntities,
    ...evasionEntities,
    ...exposureEntities,
    ...functionEntities,
    ...iamEntities,
    ...runEntities,
    ...triggerEntities,
    ...workloadEntities,
  },
  isRunAsActivity: (_record, envelope) => envelope.runtimeAgent && envelope.actorType === "workload",
  notEvents: (record) => (isOtherLog(record) ? "another log of Google Cloud" : null),
  blindSpots: GCP_BLIND_SPOTS,
};

export default audit;

/**
 * No other log has a method below this key; shippers drop most of the rest. Activities of Workspace come as audit entries too, and mean
 * something else: https://cloud.google.com/logging/docs/audit/gsuite-audit-logging
 */
function isAuditEntry(record: LogRecord): boolean {
  if (textAt(record, "protoPayload", "methodName") === null) return false;
  return textAt(record, "protoPayload", "metadata", "@type")?.includes(WORKSPACE) !== true;
}
