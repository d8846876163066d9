import type { DuckDBConnection } from "@duckdb/node-api";
import type { Activity } from "../facts/activity.ts";
import { mergeActivity } from "../facts/merge-activity.ts";
import { PACKED_ACTIVITY } from "./activity-rows.ts";
import { appendRows } from "./append.ts";
import type { RowShape } from "./append.ts";
import type { Query } from "./query.ts";
import { FACT_COLUMNS, INCOMING, createIncoming } from "./schema.ts";

/**
 * Moves newly appended rows into the tables that queries read. Copies of a fact (same id) leave the
 * one with the smallest raw pointer; copies of a roll-up row are united.
 */
export async function collapseCopies(
  connection: DuckDBConnection,
  query: Query,
  append: (rows: readonly Activity[]) => Promise<void>,
): Promise<void> {
  await collapseFacts(connection, query);
  await collapseActivities(connection, query, append);
}

/** Only ids that stand twice need sorting out; all others move as they are. */
async function collapseFacts(connection: DuckDBConnection, query: Query): Promise<void> {
  if (await isEmpty(query, "fact_in")) return;
  await connection.run(`
    create or replace temp table doubled as select fact_id as key from (
      select fact_id from fact_in union all select fact_id from fact where fact_id in (select fact_id from fact_in)
    ) both_tables group by fact_id having count(*) > 1`);
  if (!(await isEmpty(query, "doubled"))) await keepSmallest(connection);
  if (await isEmpty(query, "fact")) return takePlace(connection, "fact");
  await connection.run("insert into fact select * from fact_in");
  await connection.run("delete from fact_in");
}

/** Of the copies of a fact in both tables, leaves one, in the incoming table. Numbers of shared texts depend on arrival, the texts do not. */
async function keepSmallest(connection: DuckDBConnection): Promise<void> {
  const columns = Object.keys(FACT_COLUMNS).join(", ");
  await connection.run(`
    create or replace temp table kept as select ${columns} from (
      select f.*, row_number() over (partition by f.fact_id order by file.value, f.raw_offset, common.value, f.rest) as copy
      from (
        select * from fact_in where fact_id in (select key from doubled) union all select * from fact where fact_id in (select key from doubled)
      ) f inner join shared_text file on file.id = f.file inner join shared_text common on common.id = f.common
    ) ordered where copy = 1`);
  await connection.run("delete from fact where fact_id in (select key from doubled)");
  await connection.run("delete from fact_in where fact_id in (select key from doubled)");
  await connection.run("insert into fact_in select * from kept");
  await connection.run("drop table kept");
}

async function collapseActivities(
  connection: DuckDBConnection,
  query: Query,
  append: (rows: readonly Activity[]) => Promise<void>,
): Promise<void> {
  if (await isEmpty(query, "activity_in")) return;
  await connection.run("insert into activity_in select * from activity where activity_id in (select activity_id from activity_in)");
  await connection.run("delete from activity where activity_id in (select activity_id from activity_in)");
  const copies = await query.activities(`
    select ${PACKED_ACTIVITY} from activity_in a where a.activity_id in (
      select activity_id from activity_in group by activity_id having count(*) > 1
    ) order by a.activity_id`);
  const united = new Map<string, Activity>();
  for (const next of copies) {
    const known = united.get(next.activityId);
    united.set(next.activityId, known === undefined ? next : mergeActivity(known, next));
  }
  await connection.run("create or replace temp table doubled (key varchar)");
  await appendRows(connection, KEYS, [...united.keys()]);
  await connection.run("delete from activity_in where activity_id in (select key from doubled)");
  await append([...united.values()]);
  if (await isEmpty(query, "activity")) return takePlace(connection, "activity");
  await connection.run("insert into activity select * from activity_in");
  await connection.run("delete from activity_in");
}

const KEYS: RowShape<string> = { table: "doubled", columns: [{ type: "varchar", cell: (key) => key }] };

async function isEmpty(query: Query, table: string): Promise<boolean> {
  return (await query.rows(`select 1 as one from ${table} limit 1`)).length === 0;
}

/** The first rows need not be copied: copying takes their time and memory twice. */
async function takePlace(connection: DuckDBConnection, table: keyof typeof INCOMING): Promise<void> {
  await connection.run(`drop table ${table}`);
  await connection.run(`alter table ${INCOMING[table]} rename to ${table}`);
  await connection.run(createIncoming(table));
}
