import { z } from "zod";
import { AUTOMATION_KINDS, FACT_KINDS, FLAGS, PROVIDERS, TRAITS } from "../facts/kinds.ts";
import { EVIDENCE_IDS, EVIDENCE_OF } from "./evidence-ids.ts";
import type { EvidenceId } from "./evidence-ids.ts";

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
  /**
   * Counts only together with so many different targets within an hour; `usual` where no unusual change came before, `authorised`
   * where all that is known of the automation is that people let it in.
   */
  min_targets: z.strictObject({ unusual: z.int().min(2), usual: z.int().min(2), authorised: z.int().min(2).optional() }).optional(),
  grade: z.enum(["certain", "after_change", "after_unusual_change"]),
  weight: z.int().min(1).max(100),
  why: z.string(),
});
export type Effect = z.infer<typeof Effect>;

const Weighted = z.strictObject({ weight: z.int().min(0).max(100), why: z.string() });

/** `own`: automations with an identity of their own. `borrowed`: they act as a person, the owner of a connection or script. */
const Identity = z.enum(["own", "borrowed"]);

const AnalyticShape = z.strictObject({
  id: z.enum(["AN1053", "AN1054", "AN1055"]),
  title: z.string(),
  technique: z.literal("T1648"),
  reference: z.url(),
  identity: Identity,
  /** Where its automations are made. */
  providers: z.array(z.enum(PROVIDERS)).min(1),
  /** Where what they do is logged; absent: the same. */
  deeds_in: z.array(z.enum(PROVIDERS)).min(1).optional(),
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
    /** An hour with up to so many times as many targets as several hours had before is no new pace. Only asked where identities are borrowed. */
    pace_factor: Count.default(1),
    /** `service:operation` calls that every runtime makes by itself when it starts: no evidence of anything. */
    runtime_operations: z.array(z.string()).default([]),
  }),
  expected_deployment: z.strictObject({ history_changes: Count, history_days: Count }),
  shared_role_automations: Count,
  attribution_floor: z.number().min(0).max(1),
  effects: z.array(Effect).min(1),
  evidence: z.partialRecord(z.enum(EVIDENCE_IDS), Weighted),
});
type AnalyticShape = z.infer<typeof AnalyticShape>;

/** Exactly the evidence that the code for this kind of identity asks for must be weighed. */
export const Analytic = AnalyticShape.superRefine((given, context) => {
  const wanted: ReadonlySet<EvidenceId> = new Set(EVIDENCE_OF[given.identity]);
  for (const id of wanted)
    if (given.evidence[id] === undefined) context.addIssue({ code: "custom", path: ["evidence"], message: `lacks "${id}"` });
  for (const id of EVIDENCE_IDS)
    if (given.evidence[id] !== undefined && !wanted.has(id))
      context.addIssue({ code: "custom", path: ["evidence", id], message: `is never asked for where the identity is ${given.identity}` });
});
export type Analytic = AnalyticShape;
