import type { Envelope } from "../../facts/fact.ts";
import type { Outcome } from "../../facts/kinds.ts";
import type { LogRecord, Source } from "../contract.ts";
import { textAt } from "../fields.ts";
import { automationColumns, automationOf } from "./names/arm-id.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import { categoryOf, propertiesOf, resourceEnvelope, withOpenProperties } from "./records/resource-log.ts";

/*
 * Runs of functions, as their host writes them: https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/functionapplogs
 * A run has a start and an end with one invocation id. Older hosts write no event names, only messages. Published samples hold
 * times with blanks, and properties as text in single quotes.
 */

const functionAppLogs: Source = {
  id: "azure/function-app-logs",
  title: "Azure Functions application logs",
  provider: "azure",
  logsource: { product: "azure", service: "functionapplogs" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/azure-functions/functions-monitor-log-analytics",
  requires: ["A diagnostic setting of each function app that exports the category FunctionAppLogs"],
  bytes: {
    operationAnchor: '"operationName":"',
    operationField: "operationName",
    serviceAnchor: '"category":"',
    serviceField: "category",
    recordStart: '{"category":"FunctionAppLogs"',
    activityNeedles: [],
  },
  listKeys: ["records"],
  matches: (record) => categoryOf(record) === "functionapplogs" && textAt(record, "resourceId") !== null,
  canonical: withOpenProperties,
  envelope: runEnvelope,
  entities: {
    function_run: (record) => {
      const properties = propertiesOf(record);
      return {
        ...automationColumns(automationOf(textAt(record, "resourceId"))),
        detail: detail({ function: textAt(properties, "functionName"), invocation: textAt(properties, "functionInvocationId") }),
      };
    },
  },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default functionAppLogs;

function runEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const properties = propertiesOf(record);
  const invocation = textAt(properties, "functionInvocationId");
  return resourceEnvelope(record, {
    op: textAt(properties, "eventName") ?? "log",
    service: "functions",
    outcome: outcomeOf(textAt(properties, "eventName"), textAt(properties, "message") ?? ""),
    eventId: invocation,
    operationKey: invocation === null ? null : `${automationOf(textAt(record, "resourceId"))?.id ?? ""} ${invocation}`,
  });
}

/** A run that failed did run, but what it was meant to do is not known to have happened. */
function outcomeOf(event: string | null, message: string): Outcome {
  if (event === "FunctionStarted" || message.startsWith("Executing")) return "started";
  if (/\(Failed,/.test(message)) return "error";
  return event === "FunctionCompleted" || /\(Succeeded,/.test(message) ? "success" : "unknown";
}
