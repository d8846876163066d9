import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { textAt } from "../fields.ts";
import { automationColumns, automationOf } from "./names/arm-id.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { NOBODY } from "./names/claims.ts";
import type { Caller } from "./names/claims.ts";
import { detail } from "./entities/extractor.ts";
import { categoryOf, propertiesOf, resourceEnvelope, withOpenProperties } from "./records/resource-log.ts";

/*
 * Sign-ins to the deployment side of an app (Kudu, also called SCM, and FTP), and changes of its files:
 * https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/appserviceauditlogs
 * https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/appservicefileauditlogs
 * Code that comes in this way leaves no event in the Activity Log, so the sign-in stands for the deployment.
 */

const appServiceAudit: Source = {
  id: "azure/app-service-audit",
  title: "Azure App Service audit logs",
  provider: "azure",
  logsource: { product: "azure", service: "appserviceaudit" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/app-service/troubleshoot-diagnostic-logs",
  requires: ["A diagnostic setting of each app that exports AppServiceAuditLogs and AppServiceFileAuditLogs"],
  bytes: {
    operationAnchor: '"category":"',
    operationField: "category",
    serviceAnchor: '"operationName":"',
    serviceField: "operationName",
    recordStart: '{"category":"AppService',
    activityNeedles: [],
  },
  listKeys: ["records"],
  matches: (record) => /^appservice(file)?auditlogs$/.test(categoryOf(record)) && textAt(record, "resourceId") !== null,
  canonical: withOpenProperties,
  envelope: auditEnvelope,
  entities: { deployment_sign_in: signIn, changed_file: changedFile },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default appServiceAudit;

function auditEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const properties = propertiesOf(record);
  return resourceEnvelope(record, {
    op: textAt(properties, "Protocol") ?? textAt(properties, "OperationName") ?? "audit",
    service: "appservice",
    outcome: "success",
    caller: callerOf(properties),
    address: textAt(properties, "UserAddress"),
  });
}

/** Users of publish profiles are called after the app, `$orders-fn`; others sign in with their name or object id. */
function callerOf(properties: unknown): Caller {
  const user = (textAt(properties, "User") ?? textAt(properties, "UserDisplayName"))?.toLowerCase() ?? null;
  return user === null ? NOBODY : { ...NOBODY, actorId: user, actorType: user.startsWith("$") ? "account" : "user" };
}

function signIn(record: LogRecord): Entities {
  const protocol = textAt(propertiesOf(record), "Protocol");
  return { ...automationColumns(automationOf(textAt(record, "resourceId"))), detail: detail({ protocol }) };
}

function changedFile(record: LogRecord): Entities {
  const properties = propertiesOf(record);
  return {
    ...automationColumns(automationOf(textAt(record, "resourceId"))),
    traits: ["code_changed"],
    detail: detail({ path: textAt(properties, "Path"), process: textAt(properties, "Process") }),
  };
}
