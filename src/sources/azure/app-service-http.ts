import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { textAt } from "../fields.ts";
import { automationColumns, automationOf } from "./names/arm-id.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { detail } from "./entities/extractor.ts";
import { categoryOf, outcomeOfStatus, propertiesOf, resourceEnvelope, statusAt, withOpenProperties } from "./records/resource-log.ts";

/*
 * Web requests to apps: https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/appservicehttplogs
 * Only calls of the host's administration are looked at; whoever holds the master key writes files and runs functions by it:
 * https://learn.microsoft.com/en-us/azure/azure-functions/functions-manually-run-non-http
 */

const appServiceHttp: Source = {
  id: "azure/app-service-http",
  title: "Azure App Service HTTP logs",
  provider: "azure",
  logsource: { product: "azure", service: "appservicehttp" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/app-service/troubleshoot-diagnostic-logs",
  requires: ["A diagnostic setting of each app that exports AppServiceHTTPLogs"],
  bytes: {
    operationAnchor: '"category":"',
    operationField: "category",
    serviceAnchor: '"operationName":"',
    serviceField: "operationName",
    recordStart: '{"category":"AppServiceHTTPLogs"',
    activityNeedles: [],
  },
  listKeys: ["records"],
  matches: (record) => categoryOf(record) === "appservicehttplogs" && textAt(record, "resourceId") !== null,
  canonical: withOpenProperties,
  envelope: requestEnvelope,
  entities: { host_file: (record) => about(record, true), host_run: (record) => about(record, false) },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default appServiceHttp;

function requestEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const properties = propertiesOf(record);
  return resourceEnvelope(record, {
    op: textAt(properties, "CsMethod") ?? "request",
    service: "appservice",
    outcome: outcomeOfStatus(statusAt(properties, "ScStatus")),
    address: textAt(properties, "CIp"),
    userAgent: textAt(properties, "UserAgent"),
  });
}

function about(record: LogRecord, isCode: boolean): Entities {
  const properties = propertiesOf(record);
  return {
    ...automationColumns(automationOf(textAt(record, "resourceId"))),
    traits: isCode ? ["code_changed"] : [],
    detail: detail({ path: textAt(properties, "CsUriStem"), host: textAt(properties, "CsHost") }),
  };
}
