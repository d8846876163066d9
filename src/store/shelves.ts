import type { DuckDBConnection } from "@duckdb/node-api";
import type { Activity } from "../facts/activity.ts";
import type { ActivityBeginning, ActivityShelf, ShelfField } from "../facts/sink.ts";
import { appendRows } from "./append.ts";
import type { RowShape } from "./append.ts";
import { LENT_COLUMNS } from "./schema.ts";
import type { ActivityColumn } from "./schema.ts";

/** Rows of activity that stay where they were made until they are asked for: most are of automations that nobody suspects. */
export interface Shelves {
  /** Says in the database what the rows come to in sum, and keeps hold of them. */
  lend(shelf: ActivityShelf): Promise<void>;
  /** Rows with one of these values in the column, or more; each is given once. */
  take(column: ActivityColumn, values: ReadonlySet<string>): Generator<readonly Activity[]>;
}

const FIELDS: Readonly<Partial<Record<ActivityColumn, ShelfField>>> = {
  run_as_id: "runAsId",
  session_automation_id: "sessionAutomationId",
  credential_id: "credentialId",
};

const LENT: RowShape<ActivityBeginning> = {
  table: "lent_activity",
  columns: [
    { type: LENT_COLUMNS.source, cell: ({ source }) => source },
    { type: LENT_COLUMNS.account, cell: ({ account }) => account },
    { type: LENT_COLUMNS.session_automation_id, cell: ({ sessionAutomationId }) => sessionAutomationId },
    { type: LENT_COLUMNS.first_ms, cell: ({ firstMs }) => firstMs },
  ],
};

export function createShelves(connection: DuckDBConnection): Shelves {
  const shelves: ActivityShelf[] = [];
  return {
    lend: async (shelf) => {
      shelves.push(shelf);
      await appendRows(connection, LENT, shelf.beginnings());
    },
    take: function* (column, values) {
      const field = FIELDS[column];
      for (const shelf of shelves) yield* field === undefined ? shelf.takeAll() : shelf.take(field, values);
    },
  };
}
