import { z } from "zod";
import { AUTOMATION_KINDS, FACT_KINDS, FLAGS, TRAITS } from "../facts/kinds.ts";

/** An analytic as written in content/analytics: what joins, within which windows, and what weighs how much. */

const Count = z.int().min(0);

const Effect = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+$/),
  kinds: z.array(z.enum(FACT_KINDS)).min(1),
  any_traits: z.array(z.enum(TRAITS)).default([]),
  no_traits: z.array(z.enum(TRAITS)).default([]),
  any_flags: z.array(z.enum(FLAGS)).default([]),
  target_types: z.array(z.string()).default([]),
  min_privilege: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  grade: z.enum(["certain", "after_change", "after_unusual_change"]),
  weight: z.int().min(1).max(100),
  why: z.string(),
});
export type Effect = z.infer<typeof Effect>;

/** Ids that the code asks for; a definition that lacks one is refused at load. */
export const EVIDENCE_IDS = [
  "role_admin_passed",
  "role_escalation_passed",
  "role_proven_powerful",
  "stranger_bound_new_role",
  "run_as_granted",
  "run_as_trust_changed",
  "deployer_raised_itself",
  "privileged_automation_changed",
  "privileged_automation_exposed",
  "role_new_to_deployer",
  "public_exposure",
  "foreign_exposure",
  "denied_pass",
  "deployer_new_to_automation",
  "network_unusual",
  "foreign_code",
  "identity_trigger",
  "invoked",
  "ran_after_change",
  "effect_soon_after_change",
  "reacts_to_new_identity",
  "raised_its_deployer",
  "credential_used",
  "chained_identity",
  "code_restored",
  "fields_hidden",
  "cleanup",
  "deployer_weakened_logging",
  "credentials_used_outside",
] as const;
export type EvidenceId = (typeof EVIDENCE_IDS)[number];

const Weighted = z.strictObject({ weight: z.int().min(0).max(100), why: z.string() });

export const Analytic = z.strictObject({
  id: z.enum(["AN1053", "AN1054", "AN1055"]),
  title: z.string(),
  technique: z.literal("T1648"),
  reference: z.url(),
  automation_kinds: z.array(z.enum(AUTOMATION_KINDS)).min(1),
  windows: z.strictObject({
    privilege_hours: Count,
    unusual_hours: Count,
    effect_days: Count,
    execute_hours: Count,
    credential_days: Count,
    cleanup_minutes: Count,
    reaction_minutes: Count,
  }),
  baseline: z.strictObject({
    look_back_days: Count,
    observations: Count,
    bulk_targets: Count,
    rotation_minutes: Count,
    /** `service:operation` calls that every runtime makes by itself when it starts: no evidence of anything. */
    runtime_operations: z.array(z.string()).default([]),
  }),
  expected_deployment: z.strictObject({ history_changes: Count, history_days: Count }),
  shared_role_automations: Count,
  attribution_floor: z.number().min(0).max(1),
  effects: z.array(Effect).min(1),
  evidence: z.record(z.enum(EVIDENCE_IDS), Weighted),
});
export type Analytic = z.infer<typeof Analytic>;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
