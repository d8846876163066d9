import type { Incident } from "../../../src/incidents/incident.ts";
import { critical } from "./critical-incident.ts";
import { ACCOUNT, entry, factName } from "./entries.ts";

/** Made by hand: one change, and three stages that the logs cannot show. */
export const medium: Incident = {
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
    {
      stage: "privilege",
      reason: "The rights of its identity were granted before these logs begin",
      fix: "Give an older part of the trail, or the account's authorization details.",
    },
    {
      stage: "execute",
      reason: "Lambda data events are not in these logs",
      fix: "Log data events of type AWS::Lambda::Function in a trail.",
    },
    {
      stage: "effect",
      reason: "No network telemetry for functions in these logs",
      fix: "Run functions in a VPC with flow logs and turn on DNS query logging.",
    },
  ],
  mitigations: [{ id: "M1018", verdict: "unknown", why: "Whether the rights to pass were wider than needed is not in these logs." }],
  flags: ["no_invoke_telemetry", "damaged_object"],
  aliases: [],
  linked: [],
  complete: false,
};
