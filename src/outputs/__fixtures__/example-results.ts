import type { Incident, TimelineEntry } from "../../incidents/incident.ts";
import type { Results } from "../contract.ts";

/** Made by hand: an incident with every part filled. */

const ROLE = "arn:aws:iam::111122223333:role/order-sync-admin";
const FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:order-sync";

function entry(at: number, more: Partial<TimelineEntry>): TimelineEntry {
  const digits = at.toString(16).padStart(4, "0");
  return {
    fact: `f_${digits}`,
    time: `2026-03-04T10:${String(15 + at).padStart(2, "0")}:02.000Z`,
    stage: "deploy",
    kind: "deploy",
    operation: "CreateFunction",
    actor: "arn:aws:iam::111122223333:user/dev-maria",
    target: FUNCTION,
    outcome: "success",
    summary: "dev-maria created order-sync",
    attribution: { method: "names_automation", confidence: 1 },
    account: "111122223333",
    event_id: `00000000-0000-4000-8000-00000000${digits}`,
    source: "aws/cloudtrail",
    raw: { file: "logs/a.json.gz", sha256: "ab".repeat(32), offset: at * 1000, length: 900 },
    ...more,
  };
}

export const exampleIncident: Incident = {
  schema: "faastrail.incident/1",
  id: "inc_5f2b8c1de0a94377aa10",
  analytic: "AN1053",
  technique: "T1648",
  title: "order-sync was created with an administrator role, ran, and created access keys for another user",
  severity: "critical",
  score: 93,
  provider: "aws",
  account: "111122223333",
  first_seen: "2026-03-04T10:15:02.000Z",
  last_seen: "2026-03-04T10:27:02.000Z",
  automation: { id: FUNCTION, kind: "lambda", name: "order-sync" },
  deployers: [{ id: "arn:aws:iam::111122223333:user/dev-maria", type: "user" }],
  run_as: [{ id: ROLE, privilege: "admin" }],
  stages: { deploy: ["f_0000"], privilege: ["f_0001"], execute: ["f_0002"], effect: ["f_0003", "f_0004"] },
  timeline: [
    entry(0, {}),
    entry(1, { stage: "privilege", kind: "pass_role", operation: "PassRole", target: ROLE }),
    entry(2, { stage: "execute", kind: "act", operation: "CreateAccessKey", actor: ROLE, target: "backup", inferred: true }),
    entry(3, { stage: "effect", kind: "credential", operation: "CreateAccessKey", actor: ROLE, target: "backup" }),
    entry(4, {
      stage: "effect",
      kind: "grant",
      operation: "AttachUserPolicy",
      actor: ROLE,
      target: "arn:aws:iam::aws:policy/AdministratorAccess",
      outcome: "denied",
    }),
    ...Array.from({ length: 8 }, (_, more) =>
      entry(5 + more, { stage: "effect", kind: "sensitive_access", operation: "GetSecretValue", actor: ROLE, target: `prod/db-${more}` }),
    ),
  ],
  evidence: [
    { id: "role_admin_passed", weight: 24, why: "A role with administrator rights was passed to the function", facts: ["f_0001"] },
    {
      id: "created_credential",
      weight: 40,
      why: "The function's identity created an access key for another user, minutes after the function was made",
      facts: ["f_0003"],
    },
    { id: "secrets_read", weight: 12, why: "The function's identity read secrets", facts: ["f_0005"] },
  ],
  blind_spots: [
    {
      stage: "execute",
      reason: "Lambda data events are not in these logs",
      fix: "Log data events of type AWS::Lambda::Function on the trail",
    },
  ],
  mitigations: [
    { id: "M1018", verdict: "would_have_prevented", why: "Without iam:PassRole on the role the function could not have had it" },
  ],
  flags: ["no_invoke_telemetry"],
  aliases: [],
  linked: [],
  complete: true,
};

export function exampleResults(incidents: readonly Incident[] = [exampleIncident]): Results {
  return {
    incidents,
    summary: {
      schema: "faastrail.summary/1",
      complete: true,
      records: 4210,
      fact_bearing: 31,
      rolled_up: 12,
      irrelevant: 4164,
      duplicate: 3,
      quarantined: 0,
      remainder: 0,
      inputs: 3,
      skipped: [{ file: "logs/README.md", reason: "no log" }],
      incidents: { critical: incidents.length, high: 0, medium: 0, low: 0, informational: 0 },
      problems: [],
      sources: { "aws/cloudtrail": 4210 },
      missing: ["execute: Lambda data events are not in these logs"],
      first_event: "2026-03-04T10:15:02.000Z",
      last_event: "2026-03-04T10:27:02.000Z",
      facts: { deploy: 1, pass_role: 1, act: 1 },
      unmapped: {},
    },
    stages: [
      { stage: "deploy", facts: 12, blindSpots: [] },
      { stage: "privilege", facts: 1, blindSpots: [] },
      {
        stage: "execute",
        facts: 0,
        blindSpots: [
          {
            stage: "execute",
            reason: "Lambda data events are not in these logs",
            fix: "Log data events of type AWS::Lambda::Function on the trail",
          },
        ],
      },
      { stage: "effect", facts: 18, blindSpots: [] },
    ],
    raw: {},
    version: "0.1.0",
    generatedFrom: "faastrail scan logs",
  };
}
