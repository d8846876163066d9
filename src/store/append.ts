import { BIGINT, DuckDBDataChunk, ENUM8, INTEGER, VARCHAR } from "@duckdb/node-api";
import type { DuckDBAppender, DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import type { ColumnType } from "./schema.ts";

export type Cell = string | number | null;

/** How one table's rows are made: its columns in order, with their types. */
export interface RowShape<T> {
  readonly table: string;
  readonly columns: readonly { readonly type: ColumnType; readonly cell: (value: T) => Cell }[];
}

/** Puts rows into a table without building SQL text: values never meet the parser. */
export interface RowWriter<T> {
  append(values: readonly T[]): Promise<void>;
  /** Makes what was appended visible to statements. */
  flush(): void;
}

/** As many rows as DuckDB takes at once. */
const CHUNK = 2048;

/** Rows that wait in the appender, outside of the database's memory limit. A commit for each thousand would be a fifth of the cost. */
const WAITING = 20_000;

/** Rows are handed over column by column, because numbers and nulls then cost next to nothing. */
export function createRowWriter<T>(connection: DuckDBConnection, shape: RowShape<T>): RowWriter<T> {
  const types = shape.columns.map(({ type }) => duckType(type));
  // One for all rows: the memory of a chunk is not given back before the event loop turns, and loading keeps it from turning.
  const chunk = DuckDBDataChunk.create(types, 0);
  let appender: DuckDBAppender | null = null;
  let waiting = 0;
  return {
    append: async (values) => {
      for (let start = 0; start < values.length; start += CHUNK) {
        appender ??= await connection.createAppender(shape.table);
        fill(chunk, shape, values, start);
        appender.appendDataChunk(chunk);
      }
      waiting += values.length;
      if (waiting < WAITING) return;
      appender?.flushSync();
      waiting = 0;
    },
    flush: () => {
      appender?.closeSync();
      appender = null;
      waiting = 0;
    },
  };
}

function fill<T>(chunk: DuckDBDataChunk, { columns }: RowShape<T>, values: readonly T[], start: number): void {
  const size = Math.min(CHUNK, values.length - start);
  chunk.reset();
  chunk.rowCount = size;
  for (const [column, { type, cell }] of columns.entries()) {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < size; row += 1) {
      const content = cell(values[start + row]!); // within the list
      vector.setItem(row, type === "bigint" && content !== null ? BigInt(content) : content);
    }
    vector.flush();
  }
}

/** Appends rows at once. */
export async function appendRows<T>(connection: DuckDBConnection, shape: RowShape<T>, values: readonly T[]): Promise<void> {
  const writer = createRowWriter(connection, shape);
  await writer.append(values);
  writer.flush();
}

function duckType(type: ColumnType): DuckDBType {
  if (type === "varchar") return VARCHAR;
  if (type === "bigint") return BIGINT;
  return type === "integer" ? INTEGER : ENUM8(type);
}
