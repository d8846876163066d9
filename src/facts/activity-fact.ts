import { OUTCOME_BIT } from "./activity.ts";
import type { Activity, ActivityPoint } from "./activity.ts";
import type { Fact } from "./fact.ts";
import type { Outcome } from "./kinds.ts";

/** A roll-up row seen as the fact of one of its two named records, so that a timeline can show it. */
export function activityAsFact(row: Activity, point: ActivityPoint = row.first): Fact {
  return {
    factId: row.activityId,
    source: row.source,
    stage: "execute",
    kind: "act",
    entity: "activity",
    isChange: false,
    dupKey: point.eventId,
    eventId: point.eventId,
    operationKey: null,
    op: row.op,
    rawOp: row.op,
    service: row.service,
    tsMs: point.tsMs,
    provider: row.provider,
    account: row.account,
    region: row.region,
    actorId: row.runAsId,
    actorType: "role_session",
    // Identities without sessions are rolled up under an empty one.
    sessionName: row.sessionName === "" ? null : row.sessionName,
    sessionAutomationId: row.sessionAutomationId,
    credentialId: row.credentialId,
    runtimeAgent: row.runtimeAgent,
    invokedBy: null,
    via: "unknown",
    srcIp: null,
    srcIpClass: row.srcIpClass,
    userAgent: null,
    outcome: outcomeOf(row.outcomeMask),
    flags: [],
    automationId: null,
    automationKind: null,
    automationName: null,
    automationVersion: null,
    runAsId: null,
    issuedCredentialId: null,
    targetId: null,
    targetType: null,
    targetAccount: null,
    policyId: null,
    privilege: null,
    traits: [],
    detail: {},
    rules: [],
    annotations: [],
    raw: point.raw,
  };
}

function outcomeOf(mask: number): Outcome {
  if ((mask & OUTCOME_BIT.success) !== 0) return "success";
  if ((mask & OUTCOME_BIT.denied) !== 0) return "denied";
  if ((mask & OUTCOME_BIT.error) !== 0) return "error";
  return "unknown";
}
