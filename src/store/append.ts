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

/**
 * Rows are handed over column by column, because numbers and nulls then cost next to nothing, and stay with the
 * appender until `flush`: a commit for each thousand rows would be a fifth of the cost.
 */
export function createRowWriter<T>(connection: DuckDBConnection, shape: RowShape<T>): RowWriter<T> {
  const types = shape.columns.map(({ type }) => duckType(type));
  let appender: DuckDBAppender | null = null;
  return {
    append: async (values) => {
      for (let start = 0; start < values.length; start += CHUNK) {
        appender ??= await connection.createAppender(shape.table);
        appender.appendDataChunk(chunkOf(shape, types, values, start));
      }
    },
    flush: () => {
      appender?.closeSync();
      appender = null;
    },
  };
}

function chunkOf<T>({ columns }: RowShape<T>, types: readonly DuckDBType[], values: readonly T[], start: number): DuckDBDataChunk {
  const size = Math.min(CHUNK, values.length - start);
  const chunk = DuckDBDataChunk.create(types, size);
  for (const [column, { type, cell }] of columns.entries()) {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < size; row += 1) {
      const content = cell(values[start + row]!); // within the list
      vector.setItem(row, type === "bigint" && content !== null ? BigInt(content) : content);
    }
    vector.flush();
  }
  return chunk;
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
