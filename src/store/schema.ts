/**
 * Tables. Only typed scalars that joins and filters need are columns; the whole fact is kept
 * beside them as text and decoded in TypeScript. Text and big integers only, so that the
 * analytics' SQL means the same on other engines.
 */

export type ColumnType = "varchar" | "bigint";

export const FACT_COLUMNS = {
  fact_id: "varchar",
  dup_key: "varchar",
  operation_key: "varchar",
  source: "varchar",
  stage: "varchar",
  kind: "varchar",
  entity: "varchar",
  op: "varchar",
  ts_ms: "bigint",
  account: "varchar",
  actor_id: "varchar",
  actor_alias_id: "varchar",
  actor_type: "varchar",
  session_name: "varchar",
  session_automation_id: "varchar",
  runtime_agent: "bigint",
  credential_id: "varchar",
  issued_credential_id: "varchar",
  automation_id: "varchar",
  automation_kind: "varchar",
  run_as_id: "varchar",
  target_id: "varchar",
  target_alias_id: "varchar",
  target_type: "varchar",
  policy_id: "varchar",
  privilege: "bigint",
  outcome: "varchar",
  is_change: "bigint",
  notable: "bigint",
  src_ip: "varchar",
  src_ip_class: "varchar",
  raw_sha256: "varchar",
  raw_offset: "bigint",
  body: "varchar",
} as const satisfies Record<string, ColumnType>;

export const ACTIVITY_COLUMNS = {
  activity_id: "varchar",
  source: "varchar",
  account: "varchar",
  run_as_id: "varchar",
  session_name: "varchar",
  session_automation_id: "varchar",
  credential_id: "varchar",
  service: "varchar",
  op: "varchar",
  first_ms: "bigint",
  last_ms: "bigint",
  body: "varchar",
} as const satisfies Record<string, ColumnType>;

export type FactColumn = keyof typeof FACT_COLUMNS;
export type ActivityColumn = keyof typeof ACTIVITY_COLUMNS;

/** Raised whenever a column changes; an older file is refused with the advice to scan again. */
export const SCHEMA_VERSION = "3";

export function createStatements(): readonly string[] {
  return [
    table("fact", FACT_COLUMNS),
    table("fact_in", FACT_COLUMNS),
    table("activity", ACTIVITY_COLUMNS),
    table("activity_in", ACTIVITY_COLUMNS),
    "create table if not exists meta (name varchar primary key, value varchar)",
  ];
}

function table(name: string, columns: Readonly<Record<string, ColumnType>>): string {
  const list = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  return `create table if not exists ${name} (${list.join(", ")})`;
}
