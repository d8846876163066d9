import { z } from "zod";
import { BLIND_SPOT_REASONS } from "../facts/blind-spot.ts";
import { ATTRIBUTION_METHODS, AUTOMATION_KINDS, FACT_KINDS, FLAGS, OUTCOMES, PROVIDERS, STAGES } from "../facts/kinds.ts";
import { SEVERITIES } from "./severity.ts";

/**
 * The incident as every output carries it (schema `faastrail.incident/1`). The JSON Schema in
 * docs/reference/ is generated from this file; keys are snake_case because they are the format.
 */

export const MITIGATION_VERDICTS = ["would_have_prevented", "would_have_limited", "would_not_have_helped", "unknown"] as const;

const Time = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const FactId = z.string().regex(/^f_[0-9a-f]+$/);
const IncidentId = z.string().regex(/^inc_[0-9a-f]+$/);

export const TimelineEntry = z.strictObject({
  fact: FactId,
  time: Time,
  stage: z.enum(STAGES),
  kind: z.enum(FACT_KINDS),
  operation: z.string(),
  actor: z.string(),
  target: z.string(),
  outcome: z.enum(OUTCOMES),
  summary: z.string(),
  attribution: z.strictObject({ method: z.enum(ATTRIBUTION_METHODS), confidence: z.number().min(0).max(1) }),
  inferred: z.boolean().optional(),
  /** The exclusion of the configuration that takes this entry out of the evidence. */
  excluded: z.strictObject({ id: z.string(), reason: z.string(), expires: z.string() }).optional(),
  account: z.string(),
  region: z.string().optional(),
  source_ip: z.string().optional(),
  annotations: z.array(z.string()).optional(),
  event_id: z.string(),
  source: z.string(),
  raw: z.strictObject({
    file: z.string(),
    sha256: z.string(),
    offset: z.int().min(0),
    length: z.int().min(0),
    row: z.int().min(0).optional(),
    path: z.string().optional(),
  }),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const Evidence = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+$/),
  weight: z.int(),
  why: z.string(),
  facts: z.array(FactId),
});
export type Evidence = z.infer<typeof Evidence>;

export const BlindSpot = z.strictObject({ stage: z.enum(STAGES), reason: z.enum(BLIND_SPOT_REASONS), fix: z.string() });
export type BlindSpot = z.infer<typeof BlindSpot>;

export const Incident = z.strictObject({
  schema: z.literal("faastrail.incident/1"),
  id: IncidentId,
  analytic: z.enum(["AN1053", "AN1054", "AN1055"]),
  technique: z.literal("T1648"),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  score: z.int().min(0).max(100),
  provider: z.enum(PROVIDERS),
  account: z.string(),
  first_seen: Time,
  last_seen: Time,
  automation: z.strictObject({ id: z.string(), kind: z.enum(AUTOMATION_KINDS), name: z.string() }),
  deployers: z.array(z.strictObject({ id: z.string(), type: z.string() })),
  run_as: z.array(z.strictObject({ id: z.string(), privilege: z.enum(["none", "data", "escalation", "admin", "unknown"]) })),
  stages: z.strictObject({ deploy: z.array(FactId), privilege: z.array(FactId), execute: z.array(FactId), effect: z.array(FactId) }),
  timeline: z.array(TimelineEntry),
  evidence: z.array(Evidence),
  blind_spots: z.array(BlindSpot),
  mitigations: z.array(z.strictObject({ id: z.enum(["M1018", "M1036"]), verdict: z.enum(MITIGATION_VERDICTS), why: z.string() })),
  flags: z.array(z.enum(FLAGS)),
  aliases: z.array(IncidentId),
  linked: z.array(IncidentId),
  complete: z.boolean(),
});
export type Incident = z.infer<typeof Incident>;
