import type { Incident, TimelineEntry } from "../../../src/incidents/incident.ts";
import type { ReportData } from "../../../src/outputs/html.ts";
import { longIncident } from "./long-incident.ts";

/**
 * Made by hand for the report's own tests: accounts, names, addresses and times are invented
 * (documentation address ranges), and no program found these incidents.
 */

const ACCOUNT = "111122223333";
const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:billing-export-sync`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/ops/lambda-maintenance-admin`;
const USER = `arn:aws:iam::${ACCOUNT}:user/ci-deploy-legacy`;
const BACKDOOR = `arn:aws:iam::${ACCOUNT}:user/svc-billing-ro`;
const KEY = "AKIAEXAMPLE7QBACKDOR";

type EntryInput = Partial<TimelineEntry> & Pick<TimelineEntry, "time" | "stage" | "kind" | "operation" | "summary">;

/** An entry with plausible values wherever none is given. */
export function entry(number: number, input: EntryInput): TimelineEntry {
  return {
    fact: factName(number),
    actor: `${ROLE} (session billing-export-sync)`,
    target: FUNCTION,
    outcome: "success",
    attribution: { method: "credentials_issued_to", confidence: 1 },
    account: ACCOUNT,
    region: "eu-west-1",
    event_id: `7d0f3c52-0000-4000-8000-${String(number).padStart(12, "0")}`,
    source: "aws/cloudtrail",
    raw: {
      file: `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/03/14/${ACCOUNT}_CloudTrail_eu-west-1_20260314T0220Z_q8Xn2LwZ.json.gz`,
      sha256: "3f1e9a5c8b7d24601fe2c3d4958677a8b9c0d1e2f3a4b5c6d7e8f90123456789",
      offset: 18_211 + number * 1514,
      length: 1498,
    },
    ...input,
  };
}

export function factName(number: number): string {
  return `f_${(0xa10000000000 + number * 7919).toString(16)}`;
}

const chain: readonly TimelineEntry[] = [
  entry(1, { time: "2026-03-14T02:02:11.000Z", stage: "privilege", kind: "grant", operation: "AttachUserPolicy", actor: USER, target: USER, outcome: "denied", summary: "ci-deploy-legacy was refused: gave rights to ci-deploy-legacy (AdministratorAccess)", attribution: { method: "deployer", confidence: 0.7 }, source_ip: "203.0.113.77" }),
  entry(2, { time: "2026-03-14T02:11:40.000Z", stage: "deploy", kind: "deploy", operation: "CreateFunction", actor: USER, summary: "ci-deploy-legacy created billing-export-sync", attribution: { method: "names_automation", confidence: 1 }, source_ip: "203.0.113.77", annotations: ["AWS New Lambda Layer Attached"] }),
  entry(3, { time: "2026-03-14T02:11:40.000Z", stage: "privilege", kind: "pass_role", operation: "CreateFunction", actor: USER, target: ROLE, summary: "ci-deploy-legacy bound the identity lambda-maintenance-admin to billing-export-sync", attribution: { method: "names_automation", confidence: 1 }, source_ip: "203.0.113.77" }),
  entry(4, { time: "2026-03-14T02:12:03.000Z", stage: "deploy", kind: "trigger", operation: "PutTargets", actor: USER, target: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/nightly-billing`, summary: "ci-deploy-legacy bound billing-export-sync to an event or schedule", attribution: { method: "names_automation", confidence: 1 }, source_ip: "203.0.113.77" }),
  entry(5, { time: "2026-03-14T02:14:26.000Z", stage: "execute", kind: "act", operation: "GetCallerIdentity", target: ROLE, inferred: true, summary: "lambda-maintenance-admin called sts:GetCallerIdentity" }),
  entry(6, { time: "2026-03-14T02:14:27.000Z", stage: "effect", kind: "grant", operation: "CreateUser", target: BACKDOOR, summary: "lambda-maintenance-admin created svc-billing-ro" }),
  entry(7, { time: "2026-03-14T02:14:28.000Z", stage: "effect", kind: "grant", operation: "AttachUserPolicy", target: BACKDOOR, summary: "lambda-maintenance-admin gave rights to svc-billing-ro (AdministratorAccess)" }),
  entry(8, { time: "2026-03-14T02:14:28.000Z", stage: "effect", kind: "credential", operation: "CreateAccessKey", target: KEY, summary: "lambda-maintenance-admin made a credential for svc-billing-ro (CreateAccessKey)" }),
  entry(9, { time: "2026-03-16T19:40:02.000Z", stage: "effect", kind: "act", operation: "GetCallerIdentity", actor: BACKDOOR, target: BACKDOOR, summary: "svc-billing-ro called sts:GetCallerIdentity", attribution: { method: "created_credential", confidence: 0.95 }, source_ip: "198.51.100.23" }),
  ...[0, 1, 2, 3, 4, 5].map((n) =>
    entry(10 + n, { time: `2026-03-16T19:41:${String(10 + n * 4)}.000Z`, stage: "effect", kind: "sensitive_access", operation: "GetSecretValue", actor: BACKDOOR, target: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:prod/billing/db-${n + 1}-Ab3dE${n}`, summary: `svc-billing-ro read db-${n + 1} (secretsmanager:GetSecretValue)`, attribution: { method: "created_credential", confidence: 0.95 }, source_ip: "198.51.100.23" }),
  ),
  entry(16, { time: "2026-03-16T19:44:51.000Z", stage: "effect", kind: "evade", operation: "StopLogging", actor: BACKDOOR, target: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/org-trail`, outcome: "denied", summary: "svc-billing-ro was refused: cloudtrail:StopLogging on org-trail", attribution: { method: "created_credential", confidence: 0.95 }, source_ip: "198.51.100.23" }),
];

const critical: Incident = {
  schema: "faastrail.incident/1",
  id: "inc_5b0d9c1a77e24f0c8a31",
  analytic: "AN1053",
  technique: "T1648",
  title: "New function billing-export-sync with an administrator role created a user and a key, later used from elsewhere",
  severity: "critical",
  score: 99,
  provider: "aws",
  account: ACCOUNT,
  first_seen: "2026-03-14T02:02:11.000Z",
  last_seen: "2026-03-16T19:44:51.000Z",
  automation: { id: FUNCTION, kind: "lambda", name: "billing-export-sync" },
  deployers: [{ id: USER, type: "user" }],
  run_as: [{ id: ROLE, privilege: "admin" }],
  stages: {
    deploy: [factName(2), factName(4)],
    privilege: [factName(1), factName(3)],
    execute: [factName(5)],
    effect: chain.slice(5).map((item) => item.fact),
  },
  timeline: [...chain],
  evidence: [
    { id: "role_admin_passed", weight: 24, why: "An administrator role was passed by a user who had never passed it", facts: [factName(3)] },
    { id: "identity_trigger", weight: 12, why: "The function fires when a user is created: a reactive back door", facts: [factName(4)] },
    { id: "credential_created", weight: 30, why: "The function created a long-lived access key for another identity", facts: [factName(8)] },
    { id: "credential_used_elsewhere", weight: 25, why: "That key was used from a network that this account never saw", facts: chain.slice(8).map((item) => item.fact) },
    { id: "denied_escalation", weight: 6, why: "The deployer had just been refused the same rights", facts: [factName(1)] },
  ],
  blind_spots: [
    { stage: "execute", reason: "Lambda data events are not in these logs", fix: "Log data events of type AWS::Lambda::Function in a trail." },
    { stage: "effect", reason: "No network telemetry for functions in these logs", fix: "Run functions in a VPC with flow logs and turn on DNS query logging." },
  ],
  mitigations: [
    { id: "M1018", verdict: "would_have_prevented", why: "The user could pass any role: a pass-role right limited to named roles would have refused the create call." },
    { id: "M1036", verdict: "would_have_limited", why: "A condition on the calling network would have refused the created key, not the function." },
  ],
  flags: ["no_invoke_telemetry"],
  aliases: ["inc_90f1c6d2b7a8435e11aa"],
  linked: ["inc_1c44ab90d3e27f5560b2"],
  complete: true,
};

const medium: Incident = {
  ...critical,
  id: "inc_c2a4e81b6d7f4a5592d0",
  title: "Function thumbnailer got a role that can escalate; no effect seen",
  severity: "medium",
  score: 53,
  first_seen: "2026-03-11T16:20:05.000Z",
  last_seen: "2026-03-11T16:20:05.000Z",
  automation: { id: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:thumbnailer`, kind: "lambda", name: "thumbnailer" },
  deployers: [{ id: `arn:aws:iam::${ACCOUNT}:role/engineering`, type: "role_session" }],
  run_as: [{ id: `arn:aws:iam::${ACCOUNT}:role/media-worker`, privilege: "escalation" }],
  stages: { deploy: [factName(30)], privilege: [], execute: [], effect: [] },
  timeline: [
    entry(30, {
      time: "2026-03-11T16:20:05.000Z",
      stage: "deploy",
      kind: "configure",
      operation: "UpdateFunctionConfiguration",
      actor: `arn:aws:iam::${ACCOUNT}:role/engineering (session maria.lopez@example.com)`,
      target: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:thumbnailer`,
      summary: "engineering changed thumbnailer",
      attribution: { method: "names_automation", confidence: 1 },
    }),
  ],
  evidence: [{ id: "role_escalation_passed", weight: 46, why: "The role may attach policies to itself", facts: [factName(30)] }],
  blind_spots: [
    { stage: "privilege", reason: "The rights of its identity were granted before these logs begin", fix: "Give an older part of the trail, or the account's authorization details." },
    { stage: "execute", reason: "Lambda data events are not in these logs", fix: "Log data events of type AWS::Lambda::Function in a trail." },
    { stage: "effect", reason: "No network telemetry for functions in these logs", fix: "Run functions in a VPC with flow logs and turn on DNS query logging." },
  ],
  mitigations: [{ id: "M1018", verdict: "unknown", why: "Whether the rights to pass were wider than needed is not in these logs." }],
  flags: ["no_invoke_telemetry", "damaged_object"],
  aliases: [],
  linked: [],
  complete: false,
};

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
  incidents: [critical, longIncident(entry, critical), medium],
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
      { file: "evidence/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/15/part-07.json.gz", reason: "gzip stream ends early at byte 81,920; 311 records before it were kept", next: "Fetch this file again and scan it together with the others." },
    ],
    incidents: { critical: 1, high: 1, medium: 1, low: 0, informational: 0 },
    sources: { "aws/cloudtrail": 48_213 },
    missing: ["AWS Lambda data events", "VPC flow logs", "GuardDuty findings"],
    first_event: "2026-02-12T00:00:04.000Z",
    last_event: "2026-03-16T23:58:40.000Z",
    facts: { deploy: 41, configure: 22, pass_role: 38, grant: 51, credential: 4, sensitive_access: 37, invoke: 0, evade: 1, trigger: 20 },
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
  summary: { ...sample.summary, complete: true, problems: [], quarantined: 0, irrelevant: 46_103, incidents: { critical: 0, high: 0, medium: 0, low: 0, informational: 0 } },
};
