import type { ReportData } from "../../../src/outputs/html.ts";
import { critical } from "./critical-incident.ts";
import { ACCOUNT, factName, ROLE, USER } from "./entries.ts";
import { longIncident } from "./long-incident.ts";
import { medium } from "./medium-incident.ts";

const RAW = JSON.stringify({
  eventVersion: "1.11",
  userIdentity: { type: "IAMUser", arn: USER, accountId: ACCOUNT },
  eventTime: "2026-03-14T02:11:40Z",
  eventSource: "lambda.amazonaws.com",
  eventName: "CreateFunction20150331",
  sourceIPAddress: "203.0.113.77",
  requestParameters: { functionName: "billing-export-sync", role: ROLE, runtime: "python3.12", code: {}, layers: [] },
});

/** Critical with its whole chain, a long one, and a medium one with blind spots; one file damaged. */
export const sample: ReportData = {
  incidents: [critical, longIncident(critical), medium],
  summary: {
    schema: "faastrail.summary/1",
    complete: false,
    records: 48_213,
    fact_bearing: 214,
    rolled_up: 1842,
    irrelevant: 46_101,
    duplicate: 54,
    quarantined: 2,
    remainder: 0,
    inputs: 96,
    skipped: [{ file: "evidence/README.md", reason: "no log" }],
    problems: [
      {
        file: "evidence/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/15/part-07.json.gz",
        reason: "gzip stream ends early at byte 81,920; 311 records before it were kept",
        next: "Fetch this file again and scan it together with the others.",
      },
    ],
    incidents: { critical: 1, high: 1, medium: 1, low: 0, informational: 0 },
    sources: { "aws/cloudtrail": 48_213 },
    missing: ["AWS Lambda data events", "VPC flow logs", "GuardDuty findings"],
    first_event: "2026-02-12T00:00:04.000Z",
    last_event: "2026-03-16T23:58:40.000Z",
    facts: { deploy: 41, configure: 22, pass_role: 38, grant: 51, credential: 4, sensitive_access: 37, invoke: 0, evade: 1, trigger: 20 },
    unmapped: {},
  },
  rawRecords: { [factName(2)]: RAW, [factName(30)]: RAW },
  version: "0.1.0",
  generatedFrom: "faastrail scan evidence/ --format html -o report.html",
};

/** No incidents, everything read, one kind of log missing. */
export const emptySample: ReportData = {
  ...sample,
  incidents: [],
  rawRecords: {},
  summary: {
    ...sample.summary,
    complete: true,
    problems: [],
    quarantined: 0,
    irrelevant: 46_103,
    incidents: { critical: 0, high: 0, medium: 0, low: 0, informational: 0 },
  },
};
