import type { Envelope } from "../../facts/fact.ts";
import type { Outcome } from "../../facts/kinds.ts";
import type { LogRecord, Source } from "../contract.ts";
import { objectAt, textAt } from "../fields.ts";
import { automationColumns, automationOf } from "./names/arm-id.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import { categoryOf, propertiesOf, resourceEnvelope, withOpenProperties } from "./records/resource-log.ts";

/*
 * Runs of Logic Apps: https://learn.microsoft.com/en-us/azure/logic-apps/monitor-workflows-collect-diagnostic-data
 * A run has a start and an end with one run id; triggers and actions have records of their own, which say less. Opt-in.
 */

const workflowRuntime: Source = {
  id: "azure/workflow-runtime",
  title: "Azure Logic Apps workflow runtime logs",
  provider: "azure",
  logsource: { product: "azure", service: "workflowruntime" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/logic-apps/monitor-workflows-collect-diagnostic-data",
  requires: ["A diagnostic setting of each logic app that exports the category WorkflowRuntime"],
  bytes: {
    operationAnchor: '"operationName":"',
    operationField: "operationName",
    serviceAnchor: '"category":"',
    serviceField: "category",
    recordStart: '{"category":"WorkflowRuntime"',
    activityNeedles: [],
  },
  listKeys: ["records"],
  matches: (record) => categoryOf(record) === "workflowruntime" && workflowId(record) !== null,
  canonical: withOpenProperties,
  envelope: runEnvelope,
  entities: {
    logged_workflow_run: (record) => ({
      ...automationColumns(automationOf(workflowId(record))),
      detail: detail({ run: runId(record), code: textAt(propertiesOf(record), "code") }),
    }),
  },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default workflowRuntime;

/** The workflow itself, since the resource is often one of its runs or actions. */
function workflowId(record: LogRecord): string | null {
  return textAt(record, "workflowId") ?? textAt(propertiesOf(record), "resource", "workflowId") ?? textAt(record, "resourceId");
}

function runId(record: LogRecord): string | null {
  return textAt(objectAt(propertiesOf(record), "resource"), "runId");
}

function runEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const op = textAt(record, "operationName")?.split("/").at(-1) ?? "log";
  const run = runId(record);
  const workflow = automationOf(workflowId(record));
  return resourceEnvelope(record, {
    op,
    service: "logic",
    outcome: outcomeOf(op, textAt(propertiesOf(record), "status") ?? ""),
    eventId: run,
    operationKey: run === null || !/Run(Started|Completed)$/.test(op) ? null : `${workflow?.id ?? ""} ${run}`,
    account: workflow?.id.split("/")[2] ?? null,
  });
}

function outcomeOf(op: string, status: string): Outcome {
  if (op.endsWith("Started")) return "started";
  return status === "Succeeded" ? "success" : status === "Failed" || status === "TimedOut" ? "error" : "unknown";
}
