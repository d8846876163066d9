import type { Source } from "../contract.ts";
import { auditEnvelope, timeOfRecord } from "./records/audit-envelope.ts";
import { asAuditRecord, isAuditRecord } from "./records/audit-record.ts";
import { auditMark, MARK_NEEDLES } from "./names/automation-mark.ts";
import { M365_BLIND_SPOTS } from "./blind-spots.ts";
import { directoryEntities } from "./entities/directory.ts";
import { fileEntities } from "./entities/file.ts";
import { flowEntities } from "./entities/flow.ts";
import { guardEntities } from "./entities/guard.ts";
import { mailEntities } from "./entities/mail.ts";
import { platformEntities } from "./entities/platform.ts";
import { unwrapAudit } from "./records/wrappers.ts";

/*
 * Unified audit log of Microsoft 365: Exchange, SharePoint, OneDrive, Power Platform and the directory in one schema.
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema
 * Records come 60 to 90 minutes late, sometimes more than a day, in any order and more than once. One action may write several.
 */

const audit: Source = {
  id: "m365/audit",
  title: "Microsoft 365 unified audit log",
  provider: "m365",
  logsource: { product: "m365", service: "audit" },
  vendorDocs: "https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema",
  requires: ["Auditing switched on in Microsoft Purview; mailbox auditing for mail that was sent or read"],
  bytes: {
    operationAnchor: '"Operation":"',
    operationField: "Operation",
    serviceAnchor: '"Workload":"',
    serviceField: "Workload",
    recordStart: '{"CreationTime":"',
    isMixed: true,
    activityNeedles: MARK_NEEDLES,
    wrapperNeedles: ['"AuditData"', '"auditData"'],
  },
  listKeys: ["value"],
  tableColumns: ["auditdata", "officeworkload", "eventoriginaltype"],
  unwrap: unwrapAudit,
  matches: isAuditRecord,
  canonical: asAuditRecord,
  time: timeOfRecord,
  envelope: auditEnvelope,
  entities: { ...directoryEntities, ...fileEntities, ...flowEntities, ...guardEntities, ...mailEntities, ...platformEntities },
  mayBeRunAs: (record) => auditMark(asAuditRecord(record)).isMarked,
  isRunAsActivity: (_record, envelope) => envelope.runtimeAgent,
  notEvents: () => null,
  blindSpots: M365_BLIND_SPOTS,
};

export default audit;
