import type { Envelope } from "../../facts/fact.ts";
import type { Outcome } from "../../facts/kinds.ts";
import type { LogRecord, Source } from "../contract.ts";
import { textAt } from "../fields.ts";
import { automationColumns, automationOf } from "./names/arm-id.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { foldedText } from "./records/body.ts";
import { detail } from "./entities/extractor.ts";
import { categoryOf, propertiesOf, resourceEnvelope, withOpenProperties } from "./records/resource-log.ts";

/*
 * Jobs of Automation accounts, also those that schedules and webhooks start and that leave no event in the Activity Log:
 * https://learn.microsoft.com/en-us/azure/automation/automation-manage-send-joblogs-log-analytics
 * A record for each state of a job. The page names the columns of the table (RunbookName_s, Caller_s, JobId_g, ResultType); in
 * storage the same stand in the properties, without the endings. Opt-in.
 */

const automationJobs: Source = {
  id: "azure/automation-jobs",
  title: "Azure Automation job logs",
  provider: "azure",
  logsource: { product: "azure", service: "joblogs" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/automation/automation-manage-send-joblogs-log-analytics",
  requires: ["A diagnostic setting of each Automation account that exports the category JobLogs"],
  bytes: {
    operationAnchor: '"operationName":"',
    operationField: "operationName",
    serviceAnchor: '"category":"',
    serviceField: "category",
    recordStart: '{"category":"JobLogs"',
    activityNeedles: [],
  },
  listKeys: ["records"],
  matches: (record) => categoryOf(record) === "joblogs" && accountId(record) !== null,
  canonical: withOpenProperties,
  envelope: jobEnvelope,
  entities: {
    logged_job: (record) => ({
      ...automationColumns(automationOf(accountId(record))),
      detail: detail({ runbook: told(record, "RunbookName"), job: told(record, "JobId"), caller: told(record, "Caller") }),
    }),
  },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default automationJobs;

function accountId(record: LogRecord): string | null {
  return textAt(record, "resourceId") ?? textAt(record, "ResourceId") ?? textAt(record, "_ResourceId");
}

/** A value of the properties, in any case, or of the table's column. */
function told(record: LogRecord, name: string): string | null {
  return foldedText(propertiesOf(record), name) ?? textAt(record, `${name}_s`) ?? textAt(record, `${name}_g`);
}

function jobEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const job = told(record, "JobId")?.toLowerCase() ?? textAt(record, "correlationId")?.toLowerCase() ?? null;
  const account = automationOf(accountId(record));
  return resourceEnvelope(record, {
    op: "Job",
    service: "automation",
    outcome: outcomeOf((textAt(record, "resultType") ?? textAt(record, "ResultType") ?? "").toLowerCase()),
    eventId: job,
    operationKey: job === null ? null : `${account?.id ?? ""} job ${job}`,
    account: account?.id.split("/")[2] ?? null,
  });
}

function outcomeOf(state: string): Outcome {
  if (state === "completed") return "success";
  if (state === "failed" || state === "stopped" || state === "suspended") return "error";
  return /^(created|started|queued|starting|running|resuming)$/.test(state) ? "started" : "unknown";
}
