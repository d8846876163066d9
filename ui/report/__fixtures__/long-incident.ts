import type { Incident, TimelineEntry } from "../../../src/incidents/incident.ts";
import { entry } from "./entries.ts";

const OPERATIONS = ["GetSecretValue", "ListUsers", "ListAccessKeys", "GetObject", "AssumeRole", "DescribeInstances", "Decrypt"] as const;
const ROLE = "arn:aws:iam::111122223333:role/report-runner";

const START = Date.UTC(2026, 1, 12, 9, 30, 0);
const NAME = "nightly-report-runner-for-the-finance-data-platform-production";
const TARGET = `arn:aws:lambda:eu-west-1:111122223333:function:${NAME}`;
const DEPLOYER = "arn:aws:iam::111122223333:role/github-oidc-deploy";

/** Made by hand: 120 entries from one day's overwrite of code to weeks of bursts. Deterministic. */
export function longIncident(base: Incident): Incident {
  const timeline = longTimeline();
  const facts = (stage: TimelineEntry["stage"]): string[] => timeline.filter((item) => item.stage === stage).map((item) => item.fact);
  return {
    ...base,
    id: "inc_1c44ab90d3e27f5560b2",
    title: `Changed function ${NAME} reads secrets it never read before`,
    severity: "high",
    score: 87,
    first_seen: timeline[0]?.time ?? base.first_seen,
    last_seen: timeline.at(-1)?.time ?? base.last_seen,
    automation: { id: TARGET, kind: "lambda", name: NAME },
    deployers: [{ id: DEPLOYER, type: "role_session" }],
    run_as: [{ id: ROLE, privilege: "data" }],
    stages: { deploy: facts("deploy"), privilege: [], execute: facts("execute"), effect: facts("effect") },
    timeline,
    evidence: [
      {
        id: "code_overwritten",
        weight: 20,
        why: "The code of an existing function was replaced outside its usual pipeline",
        facts: facts("deploy").slice(0, 1),
      },
      {
        id: "operations_new_to_function",
        weight: 40,
        why: "Seven operations that this function had not called in 28 days before",
        facts: facts("effect"),
      },
      { id: "secrets_read", weight: 34, why: "Secrets were read in bursts", facts: facts("effect").slice(0, 9) },
      { id: "usual_network", weight: -4, why: "The deploy came from the deployer's usual network", facts: facts("deploy") },
    ],
    blind_spots: [
      {
        stage: "privilege",
        reason: "The rights of its identity were granted before these logs begin",
        fix: "Give an older part of the trail, or the account's authorization details.",
      },
    ],
    flags: [],
    aliases: [],
    linked: ["inc_5b0d9c1a77e24f0c8a31"],
  };
}

function longTimeline(): TimelineEntry[] {
  const timeline: TimelineEntry[] = [
    entry(100, {
      time: new Date(START).toISOString(),
      stage: "deploy",
      kind: "deploy",
      operation: "UpdateFunctionCode",
      actor: DEPLOYER,
      target: TARGET,
      summary: `github-oidc-deploy replaced the code of ${NAME}`,
      attribution: { method: "names_automation", confidence: 1 },
    }),
    entry(101, {
      time: new Date(START + 61_000).toISOString(),
      stage: "deploy",
      kind: "configure",
      operation: "UpdateFunctionConfiguration",
      actor: DEPLOYER,
      target: TARGET,
      summary: `github-oidc-deploy changed ${NAME}`,
      attribution: { method: "names_automation", confidence: 1 },
    }),
    entry(102, {
      time: new Date(START + 96_000).toISOString(),
      stage: "execute",
      kind: "invoke",
      operation: "Invoke",
      actor: DEPLOYER,
      target: TARGET,
      summary: `github-oidc-deploy ran ${NAME}`,
      attribution: { method: "names_automation", confidence: 1 },
    }),
  ];
  for (let index = 0; index < 117; index++) {
    const burst = Math.floor(index / 30);
    const ms = START + 120_000 + burst * 7.3 * 86_400_000 + (index % 30) * (index % 7) * 9000;
    const operation = OPERATIONS[(index * index + burst) % OPERATIONS.length] ?? "GetObject";
    timeline.push(
      entry(103 + index, {
        time: new Date(ms).toISOString(),
        stage: index % 30 === 0 && burst > 0 ? "execute" : "effect",
        kind: index % 30 === 0 && burst > 0 ? "act" : operation === "AssumeRole" ? "assume" : "sensitive_access",
        operation,
        actor: ROLE,
        target:
          operation === "GetObject" ? "arn:aws:s3:::finance-archive-2025" : `arn:aws:example:eu-west-1:111122223333:thing/${index % 11}`,
        outcome: index % 9 === 4 ? "denied" : "success",
        summary: `report-runner called ${operation}`,
        attribution: { method: "session_and_agent", confidence: index % 4 === 0 ? 0.4 : 0.8 },
        ...(index % 30 === 0 && burst > 0 ? { inferred: true } : {}),
      }),
    );
  }
  timeline.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return timeline;
}
