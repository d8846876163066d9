import { AUTOMATION_KINDS, FACT_KINDS, IP_CLASSES, OUTCOMES } from "../facts/kinds.ts";

/**
 * Tables. What joins and filters need is a column; what hundreds of facts say in the same words stands
 * once in `shared_text`, and the rest of a row as text beside it (see fact-rows.ts). To the analytics' SQL all columns
 * are text or integers, so that it means the same on other engines; closed vocabularies are only kept smaller.
 */

export type ColumnType = "varchar" | "bigint" | "integer" | readonly string[];

export const FACT_COLUMNS = {
  fact_id: "varchar",
  dup_key: "varchar",
  operation_key: "varchar",
  source: "varchar",
  kind: FACT_KINDS,
  entity: "varchar",
  ts_ms: "bigint",
  account: "varchar",
  actor_id: "varchar",
  actor_alias_id: "varchar",
  session_name: "varchar",
  session_automation_id: "varchar",
  runtime_agent: "integer",
  credential_id: "varchar",
  issued_credential_id: "varchar",
  automation_id: "varchar",
  automation_kind: AUTOMATION_KINDS,
  run_as_id: "varchar",
  target_id: "varchar",
  target_alias_id: "varchar",
  target_type: "varchar",
  privilege: "integer",
  outcome: OUTCOMES,
  is_change: "integer",
  notable: "integer",
  fields_omitted: "integer",
  src_ip: "varchar",
  src_ip_class: IP_CLASSES,
  raw_offset: "bigint",
  common: "integer",
  file: "integer",
  rest: "varchar",
} as const satisfies Record<string, ColumnType>;

export const ACTIVITY_COLUMNS = {
  activity_id: "varchar",
  source: "varchar",
  account: "varchar",
  run_as_id: "varchar",
  session_automation_id: "varchar",
  credential_id: "varchar",
  first_ms: "bigint",
  last_ms: "bigint",
  common: "integer",
  file: "integer",
  rest: "varchar",
} as const satisfies Record<string, ColumnType>;

/** Rows of activity that are still where they were made, summed up. */
export const LENT_COLUMNS = {
  source: "varchar",
  account: "varchar",
  session_automation_id: "varchar",
  first_ms: "bigint",
} as const satisfies Record<string, ColumnType>;

/** Texts that many rows share, by number. The same text may have several numbers. */
export const SHARED_TEXT_COLUMNS = { id: "integer", value: "varchar" } as const satisfies Record<string, ColumnType>;

export type FactColumn = keyof typeof FACT_COLUMNS;
export type ActivityColumn = keyof typeof ACTIVITY_COLUMNS;

/** Raised whenever a column changes; an older file is refused with the advice to scan again. */
export const SCHEMA_VERSION = "4";

/** The tables that rows arrive in, for those that queries read. */
export const INCOMING = { fact: "fact_in", activity: "activity_in" } as const;

export function createIncoming(of: keyof typeof INCOMING): string {
  return table(INCOMING[of], of === "fact" ? FACT_COLUMNS : ACTIVITY_COLUMNS);
}

export function createStatements(): readonly string[] {
  return [
    table("fact", FACT_COLUMNS),
    createIncoming("fact"),
    table("activity", ACTIVITY_COLUMNS),
    createIncoming("activity"),
    table("lent_activity", LENT_COLUMNS),
    ACTIVITY_SEEN,
    table("shared_text", SHARED_TEXT_COLUMNS),
    "create table if not exists meta (name varchar primary key, value varchar)",
  ];
}

/** When each log saw which automation act, whether its rows are here or lent: for statements that ask for no single rows. */
const ACTIVITY_SEEN = `create view if not exists activity_seen as
  select source, account, session_automation_id, first_ms from activity
  union all select source, account, session_automation_id, first_ms from lent_activity`;

function table(name: string, columns: Readonly<Record<string, ColumnType>>): string {
  const list = Object.entries(columns).map(([column, type]) => `${column} ${sqlType(type)}`);
  return `create table if not exists ${name} (${list.join(", ")})`;
}

/** Words of our own vocabulary, so they need no escapes. */
function sqlType(type: ColumnType): string {
  return typeof type === "string" ? type : `enum (${type.map((word) => `'${word}'`).join(", ")})`;
}
