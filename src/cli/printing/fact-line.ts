import type { Fact } from "../../facts/fact.ts";
import { PRIVILEGE_NAMES } from "../../facts/kinds.ts";
import { rfc3339 } from "../../incidents/time.ts";
import { printableJson } from "../../util/printable.ts";

/** A fact as a line of JSON (schema `faastrail.fact/1`, docs/reference/outputs.md): keys in snake_case, in this order. */
export function factLine(fact: Fact): string {
  return printableJson({
    schema: "faastrail.fact/1",
    fact: fact.factId,
    time: rfc3339(fact.tsMs),
    stage: fact.stage,
    kind: fact.kind,
    provider: fact.provider,
    source: fact.source,
    account: fact.account,
    region: fact.region,
    service: fact.service,
    operation: fact.op,
    raw_operation: fact.rawOp,
    outcome: fact.outcome,
    is_change: fact.isChange,
    actor: {
      id: fact.actorId,
      alias: fact.actorAliasId ?? null,
      type: fact.actorType,
      session: fact.sessionName,
      automation_id: fact.sessionAutomationId,
    },
    credential: fact.credentialId,
    issued_credential: fact.issuedCredentialId,
    invoked_by: fact.invokedBy,
    via: fact.via,
    runtime_agent: fact.runtimeAgent,
    user_agent: fact.userAgent,
    source_ip: fact.srcIp,
    source_ip_class: fact.srcIpClass,
    automation: { id: fact.automationId, kind: fact.automationKind, name: fact.automationName, version: fact.automationVersion },
    run_as: fact.runAsId,
    target: { id: fact.targetId, alias: fact.targetAliasId ?? null, type: fact.targetType, account: fact.targetAccount },
    policy: fact.policyId,
    privilege: fact.privilege === null ? null : PRIVILEGE_NAMES[fact.privilege],
    traits: fact.traits,
    flags: fact.flags,
    detail: fact.detail,
    rules: fact.rules,
    annotations: fact.annotations,
    event_id: fact.eventId,
    operation_key: fact.operationKey,
    raw: fact.raw,
  });
}
