import type { Fact } from "../../facts/fact.ts";
import type { CountedEffect } from "../stages/effects.ts";
import type { Finding } from "../finding.ts";
import type { Story } from "../stories/story.ts";
import { capped } from "../tiers.ts";
import type { Verdict } from "../tiers.ts";

/** Changes that are worth a look by themselves: what they let the automation do, or who made them. */
export const RISKY: ReadonlySet<string> = new Set([
  "relay_capability",
  "script_authorised",
  "consent_after_copy",
  "edited_by_other",
  "edited_by_guest",
  "guardrail_weakened",
  "client_empowered",
]);

/** Lone anomalies. */
const LONE: ReadonlySet<string> = new Set([
  "file_relay_capability",
  "risky_consent",
  "capabilities_widened",
  "outsider_made_co_owner",
  "foreign_code",
]);

export interface BorrowedGrounds {
  readonly changes: readonly Fact[];
  readonly findings: readonly Finding[];
  readonly effects: readonly CountedEffect[];
  readonly attempts: readonly Fact[];
}

/** The tiers of docs/reference/scoring.md for automations that act as a person, strongest first. */
export function verdictOnBorrowed(story: Story, grounds: BorrowedGrounds): Verdict {
  const has = (id: string): boolean => grounds.findings.some((item) => item.id === id);
  if (grounds.effects.length > 0) return capped(story, grounds.effects, effectVerdict(grounds, has));
  if (grounds.findings.some((item) => RISKY.has(item.id)))
    return { severity: "medium", reason: "changed in a way that gives it a risky capability; no effect was seen" };
  if (grounds.findings.some((item) => LONE.has(item.id))) return { severity: "low", reason: "a lone anomaly, without effect" };
  if (grounds.attempts.length > 0) return { severity: "informational", reason: "attempts that were refused, without consequence" };
  return { severity: null, reason: "nothing about it is anomalous: making an automation alone is no incident" };
}

function effectVerdict({ changes }: BorrowedGrounds, has: (id: string) => boolean): Verdict {
  if (changes.length === 0) return { severity: "high", reason: "an unexpected effect; the change predates these logs" };
  if (has("outside_recipient")) return { severity: "critical", reason: "changed, then data went to a recipient outside" };
  if (has("bulk_effect")) return { severity: "critical", reason: "changed, then unexpected effects in bulk" };
  return { severity: "high", reason: "changed, then an unexpected effect" };
}
