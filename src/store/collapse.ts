import type { DuckDBConnection } from "@duckdb/node-api";
import { mergeActivity } from "../facts/merge-activity.ts";
import { appendRows } from "./append.ts";
import { ACTIVITY_ROWS, decodeActivity } from "./rows.ts";
import { createStatements } from "./schema.ts";
import type { Activity } from "../facts/activity.ts";

/**
 * Moves newly appended rows into the tables that queries read. Copies of a fact (same id) leave the
 * one with the smallest raw pointer; copies of a roll-up row are united.
 */
export async function collapseCopies(connection: DuckDBConnection): Promise<void> {
  await collapseFacts(connection);
  await collapseActivities(connection);
}

/** Only ids that stand twice need sorting out; all others move as they are. */
async function collapseFacts(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table doubled as select fact_id as key from (
      select fact_id from fact_in union all select fact_id from fact where fact_id in (select fact_id from fact_in)
    ) both_tables group by fact_id having count(*) > 1`);
  await connection.run("insert into fact select * from fact_in where fact_id not in (select key from doubled)");
  await connection.run("delete from fact_in where fact_id not in (select key from doubled)");
  await connection.run("insert into fact_in select * from fact where fact_id in (select key from doubled)");
  await connection.run("delete from fact where fact_id in (select key from doubled)");
  await connection.run(`
    insert into fact select * exclude (copy) from (
      select *, row_number() over (partition by fact_id order by raw_sha256, raw_offset, body) as copy from fact_in
    ) where copy = 1`);
  await connection.run("delete from fact_in");
}

async function collapseActivities(connection: DuckDBConnection): Promise<void> {
  await connection.run("insert into activity_in select * from activity where activity_id in (select activity_id from activity_in)");
  await connection.run("delete from activity where activity_id in (select activity_id from activity_in)");
  const reader = await connection.runAndReadAll(`
    select activity_id, body from activity_in where activity_id in (
      select activity_id from activity_in group by activity_id having count(*) > 1
    ) order by activity_id`);
  const united = new Map<string, Activity>();
  for (const [id, body] of reader.getRows()) {
    const next = decodeActivity(String(body));
    const known = united.get(String(id));
    united.set(String(id), known === undefined ? next : mergeActivity(known, next));
  }
  await connection.run("create or replace temp table doubled (key varchar)");
  await appendRows(connection, { table: "doubled", columns: [{ type: "varchar", cell: (key: string) => key }] }, [...united.keys()]);
  await connection.run("delete from activity_in where activity_id in (select key from doubled)");
  await appendRows(connection, ACTIVITY_ROWS, [...united.values()]);
  if ((await connection.runAndReadAll("select 1 from activity limit 1")).currentRowCount === 0) return takePlace(connection);
  await connection.run("insert into activity select * from activity_in");
  await connection.run("delete from activity_in");
}

/** The first rows need not be copied: copying takes their memory twice. */
async function takePlace(connection: DuckDBConnection): Promise<void> {
  await connection.run("drop table activity");
  await connection.run("alter table activity_in rename to activity");
  for (const statement of createStatements()) await connection.run(statement);
}
