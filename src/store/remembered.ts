/** A table that statements of the analytics read. */
export type Table = "fact" | "activity";

/** Answers of statements, kept while the tables that they read stay as they are: planning a second look and analysing ask for much the same. */
export interface Remembered {
  /** The answer to `question`, from memory or from `ask`. `sql`: says which tables it depends on. */
  readonly rows: <T>(sql: string, question: readonly unknown[], ask: () => Promise<readonly T[]>) => Promise<readonly T[]>;
  /** What anybody was told about this table is no longer true. */
  readonly forget: (table: Table) => void;
}

/** So many rows are kept in all; answers that come later are not. */
const MOST_ROWS = 20_000;
/** Longer questions, as about thousands of automations, have answers too long to be kept. */
const LONGEST_QUESTION = 100_000;

const READS_ACTIVITY = /\bactivity(_seen)?\b/;

interface Kept {
  readonly readsActivity: boolean;
  readonly rows: readonly unknown[];
}

export function createRemembered(mostRows: number = MOST_ROWS): Remembered {
  let kept = new Map<string, Kept>();
  let total = 0;
  return {
    rows: async <T>(sql: string, question: readonly unknown[], ask: () => Promise<readonly T[]>): Promise<readonly T[]> => {
      const key = JSON.stringify([sql, question]);
      const known = kept.get(key);
      if (known !== undefined) return known.rows as readonly T[]; // the same statement, so rows of the same kind
      const rows = await ask();
      if (key.length > LONGEST_QUESTION || total + rows.length > mostRows) return rows;
      total += rows.length;
      kept.set(key, { readsActivity: READS_ACTIVITY.test(sql), rows });
      return rows;
    },
    forget: (table) => {
      kept = new Map(table === "fact" ? [] : [...kept].filter(([, { readsActivity }]) => !readsActivity));
      total = [...kept.values()].reduce((sum, { rows }) => sum + rows.length, 0);
    },
  };
}
