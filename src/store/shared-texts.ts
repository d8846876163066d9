import type { DuckDBConnection } from "@duckdb/node-api";
import { createRowWriter } from "./append.ts";
import type { RowShape } from "./append.ts";
import { SHARED_TEXT_COLUMNS } from "./schema.ts";

/** Texts that many rows share, by number: a million facts say who, what and where in a few thousand ways. */
export interface SharedTexts {
  /** The number of a text, given to it now if it has none. */
  idOf(text: string): number;
  /** Hands the texts that got numbers since the last call to the database, so that none are kept here. */
  write(): Promise<void>;
  /** Makes what was written visible to statements. */
  flush(): void;
}

interface SharedText {
  readonly id: number;
  readonly value: string;
}

const ROWS: RowShape<SharedText> = {
  table: "shared_text",
  columns: [
    { type: SHARED_TEXT_COLUMNS.id, cell: ({ id }) => id },
    { type: SHARED_TEXT_COLUMNS.value, cell: ({ value }) => value },
  ],
};

/** So many texts are remembered; then all are forgotten, and a text that comes again gets a second number. Attackers write the strings. */
const MOST = 30_000;

export async function createSharedTexts(connection: DuckDBConnection): Promise<SharedTexts> {
  const [last] = (await connection.runAndReadAll("select coalesce(max(id), 0) from shared_text")).getRowsJS();
  let next = Number(last?.[0] ?? 0) + 1;
  const writer = createRowWriter(connection, ROWS);
  let fresh: SharedText[] = [];
  const known = new Map<string, number>();
  return {
    idOf: (value) => {
      const found = known.get(value);
      if (found !== undefined) return found;
      if (known.size >= MOST) known.clear();
      const id = next;
      next += 1;
      known.set(value, id);
      fresh.push({ id, value });
      return id;
    },
    write: async () => {
      const rows = fresh;
      fresh = [];
      await writer.append(rows);
    },
    flush: () => writer.flush(),
  };
}

/** How many numbers one statement asks for. */
const ASKED = 1000;

/**
 * Shared texts read back, decoded by `decode` and remembered. The numbers are ours, so they may stand in the statement.
 */
export function createTextReader<T>(
  connection: DuckDBConnection,
  decode: (text: string) => T,
): (ids: Iterable<number>) => Promise<ReadonlyMap<number, T>> {
  const known = new Map<number, T>();
  return async (ids) => {
    const wanted = [...new Set(ids)];
    if (known.size + wanted.length > MOST) known.clear();
    const missing = wanted.filter((id) => !known.has(id));
    for (let start = 0; start < missing.length; start += ASKED) {
      const list = missing.slice(start, start + ASKED).join(", ");
      const reader = await connection.runAndReadAll(`select id, value from shared_text where id in (${list})`);
      for (const [id, value] of reader.getRowsJS()) if (typeof value === "string") known.set(Number(id), decode(value));
    }
    return known;
  };
}
