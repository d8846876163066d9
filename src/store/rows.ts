import type { Activity } from "../facts/activity.ts";
import type { Fact } from "../facts/fact.ts";
import type { Trait } from "../facts/kinds.ts";
import { ACTIVITY_COLUMNS, FACT_COLUMNS } from "./schema.ts";
import type { ActivityColumn, ColumnType, FactColumn } from "./schema.ts";

export type Cell = string | number | null;

/** Traits that make an automation worth a look even when nothing else happened. */
const NOTABLE: ReadonlySet<Trait> = new Set(["public", "foreign_account", "foreign_code", "denied_pass", "identity_trigger"]);

const FACT_CELLS: Readonly<Record<FactColumn, (fact: Fact) => Cell>> = {
  fact_id: (fact) => fact.factId,
  dup_key: (fact) => fact.dupKey,
  operation_key: (fact) => fact.operationKey,
  source: (fact) => fact.source,
  stage: (fact) => fact.stage,
  kind: (fact) => fact.kind,
  entity: (fact) => fact.entity,
  op: (fact) => fact.op,
  ts_ms: (fact) => fact.tsMs,
  account: (fact) => fact.account,
  actor_id: (fact) => fact.actorId,
  actor_alias_id: (fact) => fact.actorAliasId ?? null,
  actor_type: (fact) => fact.actorType,
  session_name: (fact) => fact.sessionName,
  session_automation_id: (fact) => fact.sessionAutomationId,
  runtime_agent: (fact) => (fact.runtimeAgent ? 1 : 0),
  credential_id: (fact) => fact.credentialId,
  issued_credential_id: (fact) => fact.issuedCredentialId,
  automation_id: (fact) => fact.automationId,
  automation_kind: (fact) => fact.automationKind,
  run_as_id: (fact) => fact.runAsId,
  target_id: (fact) => fact.targetId,
  target_alias_id: (fact) => fact.targetAliasId ?? null,
  target_type: (fact) => fact.targetType,
  policy_id: (fact) => fact.policyId,
  privilege: (fact) => fact.privilege,
  outcome: (fact) => fact.outcome,
  is_change: (fact) => (fact.isChange ? 1 : 0),
  notable: (fact) => (fact.traits.some((trait) => NOTABLE.has(trait)) ? 1 : 0),
  src_ip: (fact) => fact.srcIp,
  src_ip_class: (fact) => fact.srcIpClass,
  raw_sha256: (fact) => fact.raw.sha256,
  raw_offset: (fact) => fact.raw.offset,
  body: (fact) => JSON.stringify(fact),
};

const ACTIVITY_CELLS: Readonly<Record<ActivityColumn, (activity: Activity) => Cell>> = {
  activity_id: (activity) => activity.activityId,
  source: (activity) => activity.source,
  account: (activity) => activity.account,
  run_as_id: (activity) => activity.runAsId,
  session_name: (activity) => activity.sessionName,
  session_automation_id: (activity) => activity.sessionAutomationId,
  credential_id: (activity) => activity.credentialId,
  service: (activity) => activity.service,
  op: (activity) => activity.op,
  first_ms: (activity) => activity.first.tsMs,
  last_ms: (activity) => activity.last.tsMs,
  // Most rows stand for a single record, and most of a row is its two pointers.
  body: (activity) => JSON.stringify(activity.last === activity.first ? { ...activity, last: undefined } : activity),
};

/** How one table's rows are made: its columns in order, with their types. */
export interface RowShape<T> {
  readonly table: string;
  readonly columns: readonly { readonly type: ColumnType; readonly cell: (value: T) => Cell }[];
}

export const FACT_ROWS: RowShape<Fact> = {
  table: "fact_in",
  columns: Object.entries(FACT_COLUMNS).map(([column, type]) => ({ type, cell: FACT_CELLS[column as FactColumn] })), // keys of the same object
};

export const ACTIVITY_ROWS: RowShape<Activity> = {
  table: "activity_in",
  columns: Object.entries(ACTIVITY_COLUMNS).map(([column, type]) => ({ type, cell: ACTIVITY_CELLS[column as ActivityColumn] })), // likewise
};

/** Bodies are our own JSON, written by the functions above, so the shape is known. */
export function decodeFact(body: string): Fact {
  return JSON.parse(body) as Fact;
}

export function decodeActivity(body: string): Activity {
  const row = JSON.parse(body) as Omit<Activity, "last"> & Partial<Pick<Activity, "last">>;
  return { ...row, last: row.last ?? row.first };
}
