import type { DuckDBConnection } from "@duckdb/node-api";
import { appendRows } from "./append.ts";
import type { RowShape } from "./append.ts";

/** The temporary table `wanted (key)`, over which statements ask about many keys. */
export interface WantedKeys {
  readonly fill: (keys: readonly string[]) => Promise<void>;
  /** To be called when what was done since may have been undone. */
  readonly forget: () => void;
}

const ROWS: RowShape<string> = { table: "wanted", columns: [{ type: "varchar", cell: (key) => key }] };

export function createWantedKeys(connection: DuckDBConnection): WantedKeys {
  let held: readonly string[] = [];
  return {
    fill: async (keys) => {
      // Several questions about the same people or automations follow each other.
      if (held.length === keys.length && held.every((key, at) => key === keys[at])) return;
      held = [];
      await connection.run("create or replace temp table wanted (key varchar)");
      await appendRows(connection, ROWS, keys);
      held = keys;
    },
    forget: () => {
      held = [];
    },
  };
}
