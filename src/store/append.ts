import type { DuckDBConnection } from "@duckdb/node-api";
import type { RowShape } from "./rows.ts";

/** Appends rows without building SQL text: values never meet the parser. */
export async function appendRows<T>(connection: DuckDBConnection, shape: RowShape<T>, values: readonly T[]): Promise<void> {
  if (values.length === 0) return;
  const appender = await connection.createAppender(shape.table);
  for (const value of values) {
    for (const { type, cell } of shape.columns) {
      const content = cell(value);
      if (content === null) appender.appendNull();
      else if (type === "bigint") appender.appendBigInt(BigInt(content));
      else appender.appendVarchar(String(content));
    }
    appender.endRow();
  }
  appender.closeSync();
}
