import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import type { Activity } from "../facts/activity.ts";
import type { Fact } from "../facts/fact.ts";
import { decodeActivity, unpackActivity } from "./activity-rows.ts";
import { decodeFact, decodeShared, unpackFact } from "./decode-fact.ts";
import { createTextReader } from "./shared-texts.ts";

/** A row of a query: text, numbers (from bigint, safe below 2^53) or null. */
export type Row = Readonly<Record<string, string | number | null>>;

/** The answers of statements as plain values. */
export interface Query {
  rows(sql: string, values?: readonly (string | number)[]): Promise<readonly Row[]>;
  /** Facts of a statement whose only column is `PACKED_FACT`. */
  facts(sql: string, values?: readonly (string | number)[]): Promise<readonly Fact[]>;
  /** Rows of activity of a statement whose only column is `PACKED_ACTIVITY`. */
  activities(sql: string, values?: readonly (string | number)[]): Promise<readonly Activity[]>;
}

export function createQuery(connection: DuckDBConnection): Query {
  const shared = createTextReader(connection, decodeShared);
  const run = (sql: string, values: readonly (string | number)[] = []): Promise<DuckDBResult> =>
    // Without values it need not be prepared.
    values.length === 0 ? connection.run(sql) : runWith(connection, sql, values);
  return {
    rows: async (sql, values) => rowsOf(await run(sql, values)),
    facts: async (sql, values) => {
      const packed = (await texts(await run(sql, values))).map(unpackFact);
      const known = await shared(packed.flatMap(({ common, file }) => [common, file]));
      return packed.map((one) => decodeFact(one, known));
    },
    activities: async (sql, values) => {
      const packed = (await texts(await run(sql, values))).map(unpackActivity);
      const known = await shared(packed.flatMap(({ shares }) => shares));
      return packed.map((one) => decodeActivity(one, known));
    },
  };
}

/** Prepared at once: DuckDB's own way would take the text apart into statements first. */
async function runWith(connection: DuckDBConnection, sql: string, values: readonly (string | number)[]): Promise<DuckDBResult> {
  const prepared = await connection.prepare(sql);
  try {
    prepared.bind(values.map((value) => (typeof value === "number" ? BigInt(value) : value)));
    return await prepared.run();
  } finally {
    prepared.destroySync();
  }
}

async function rowsOf(result: DuckDBResult): Promise<readonly Row[]> {
  const names = result.deduplicatedColumnNames();
  const rows: Row[] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return rows;
    const vectors = names.map((_, column) => chunk.getColumnVector(column));
    for (let at = 0; at < chunk.rowCount; at += 1) {
      const row: Record<string, string | number | null> = {};
      for (const [column, name] of names.entries()) row[name] = decodeCell(vectors[column]?.getItem(at) ?? null);
      rows.push(row);
    }
  }
}

/** A result of one column of text. */
async function texts(result: DuckDBResult): Promise<readonly string[]> {
  const found: string[] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return found;
    const vector = chunk.getColumnVector(0);
    for (let at = 0; at < chunk.rowCount; at += 1) found.push(String(vector.getItem(at)));
  }
}

function decodeCell(value: unknown): string | number | null {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  throw new TypeError(`a query returned a ${typeof value}: only text and integers may leave the store`);
}
