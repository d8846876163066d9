import type { LogRecord, Source } from "../contract.ts";
import { textAt } from "../fields.ts";
import { accessEntities } from "./entities/access.ts";
import { activityEnvelope } from "./records/activity-envelope.ts";
import { asDiagnostic, isActivityCategory, shapeOf } from "./records/activity-record.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { grantEntities } from "./entities/grant.ts";
import { isOddlySpelled, spelledOperation } from "./names/known-operations.ts";
import { siteEntities } from "./entities/site.ts";
import { triggerEntities } from "./entities/trigger.ts";
import { workloadEntities } from "./entities/workload.ts";

/*
 * Azure Activity Log: what was done to resources through Azure Resource Manager.
 * https://learn.microsoft.com/en-us/azure/azure-monitor/platform/activity-log-schema
 * Events come 3 to 20 minutes late, exports may repeat them, and none of them holds code or values of settings.
 */

const activity: Source = {
  id: "azure/activity",
  title: "Azure Activity Log",
  provider: "azure",
  logsource: { product: "azure", service: "activitylogs" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/azure-monitor/platform/activity-log-schema",
  requires: ["A diagnostic setting of each subscription that exports the category Administrative"],
  bytes: {
    // The category stands in each record once and tells the logs of Azure apart, which all begin alike; rules name operations.
    operationAnchor: '"category":"',
    operationField: "category",
    serviceAnchor: '"operationName":"',
    serviceField: "operationName",
    finerKey: "service",
    isOther: (category) => !isActivityCategory(category),
    // Blobs and Event Hubs: of late years with the place before the time.
    recordStart: '{"time":"',
    otherStarts: ['{"RoleLocation":"'],
    isMixed: true,
    activityNeedles: ['"xms_mirid"', '"xms_az_rid"'],
    // The directory's log has a category Policy too; tables name the category otherwise.
    wrapperNeedles: ['"activityDisplayName"', '"OperationNameValue"', '"eventTimestamp"', '"event_timestamp"'],
    roleNeedles: ['"xms_mirid"'],
  },
  listKeys: ["records", "value"],
  tableColumns: ["operationnamevalue"],
  matches: (record) => shapeOf(record) !== null,
  canonical,
  envelope: activityEnvelope,
  entities: { ...accessEntities, ...grantEntities, ...siteEntities, ...triggerEntities, ...workloadEntities },
  isRunAsActivity: (_record, envelope) => envelope.sessionAutomationId !== null,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default activity;

/** Rules see every event as diagnostic settings write it, and names without what cannot be seen. */
function canonical(given: LogRecord): LogRecord {
  const record = asDiagnostic(given);
  const name = textAt(record, "operationName");
  return name !== null && isOddlySpelled(name) ? { ...record, operationName: spelledOperation(name) } : record;
}
