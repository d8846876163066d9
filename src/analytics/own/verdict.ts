import type { Fact } from "../../facts/fact.ts";
import type { CountedEffect } from "../stages/effects.ts";
import type { Finding } from "../finding.ts";
import { excludedChanges } from "../stories/set-aside.ts";
import type { Story } from "../stories/story.ts";
import { capped } from "../tiers.ts";
import type { Verdict } from "../tiers.ts";

/** Findings that make the privilege around a change anomalous. */
const ANOMALOUS_PRIVILEGE: ReadonlySet<string> = new Set([
  "role_admin_passed",
  "role_escalation_passed",
  "role_proven_powerful",
  "stranger_bound_new_role",
  "run_as_granted",
  "privileged_automation_changed",
  "privileged_automation_exposed",
  "deployer_raised_itself",
]);

/** Lone anomalies: worth a line, never a call at night. */
const LONE: ReadonlySet<string> = new Set(["public_exposure", "foreign_exposure", "denied_pass", "foreign_code", "identity_trigger"]);

export interface Grounds {
  readonly changes: readonly Fact[];
  readonly findings: readonly Finding[];
  readonly effects: readonly CountedEffect[];
  readonly ran: boolean;
  readonly credentialUsed: boolean;
  /** Refused or failed attempts to deploy, bind or harm. */
  readonly attempts: readonly Fact[];
}

/** The tiers of docs/reference/scoring.md, strongest first. A deploy alone is never an incident. */
export function verdictOn(story: Story, grounds: Grounds): Verdict {
  const { changes, findings, effects } = grounds;
  const anomalous = findings.some((item) => ANOMALOUS_PRIVILEGE.has(item.id)) && changes.length > 0;
  if (effects.length > 0) return capped(story, effects, effectVerdict(story, grounds, anomalous));
  if (anomalous) return { severity: "medium", reason: "changed together with anomalous privilege; no effect was seen" };
  if (findings.some((item) => item.id === "credentials_used_outside"))
    return { severity: "medium", reason: "credentials of its sessions were used from outside of its runtime; no harm was seen" };
  if (findings.some((item) => LONE.has(item.id)))
    return { severity: "low", reason: "a lone anomaly, without anomalous privilege or effect" };
  if (grounds.attempts.length > 0) return { severity: "informational", reason: "attempts that were refused, without consequence" };
  return { severity: null, reason: "nothing about it is anomalous: a deployment alone is no incident" };
}

function effectVerdict(story: Story, grounds: Grounds, anomalous: boolean): Verdict {
  if (grounds.credentialUsed) return { severity: "critical", reason: "a credential that it created was used" };
  if (anomalous && grounds.ran)
    return { severity: "critical", reason: "the full chain: changed, anomalous privilege, run, unexpected effect" };
  if (grounds.changes.length > 0) return { severity: "high", reason: "changed, then an unexpected effect" };
  const change = excludedChanges(story).length > 0 ? "its changes are excluded by the configuration" : "the change predates these logs";
  return { severity: "high", reason: `an unexpected effect; ${change}` };
}
