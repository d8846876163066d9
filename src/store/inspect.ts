import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Fact } from "../facts/fact.ts";
import { UserError } from "../util/errors.ts";
import { PACKED_FACT } from "./fact-rows.ts";
import { createQuery } from "./query.ts";
import type { Query } from "./query.ts";
import { SCHEMA_VERSION } from "./schema.ts";

/** What a store file says about itself, whatever version and rules made it. */
export interface StoreFacts {
  /** Version of the tables. */
  readonly schema: string;
  /** Hash of the rules and analytics that made the facts. */
  readonly digest: string;
  /** Facts by kind, by name. */
  readonly facts: Readonly<Record<string, number>>;
  readonly activityRows: number;
  /** First and last event time in milliseconds since 1970 UTC; null without facts. */
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

/** A store file opened to look at, never to change. */
export interface StoreReader {
  describe(): Promise<StoreFacts>;
  /** What was remembered under a name, or null. */
  meta(name: string): Promise<string | null>;
  /** All facts in the order (ts_ms, fact_id), some at a time. */
  facts(): AsyncGenerator<readonly Fact[]>;
  close(): void;
}

const PAGE = 2000;

/** Opens a store file read-only. Throws UserError when it is none, or is used by another program. */
export async function inspectStore(file: string): Promise<StoreReader> {
  const instance = await openReadOnly(file);
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    await connection.run("set enable_external_access = false");
    await connection.run("set lock_configuration = true");
    const origin = await metaOf(connection, "origin");
    return readerOf(connection, origin, close);
  } catch (cause) {
    close();
    throw new UserError(`${file}: this is a database, but no store`, "Name a file that `faastrail scan PATH --store FILE` made.", {
      cause,
    });
  }
}

async function openReadOnly(file: string): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(file, {
      access_mode: "READ_ONLY",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new UserError(`cannot open the store ${file}: ${reason}`, "Close other programs that use it, or name a store file.", { cause });
  }
}

function readerOf(connection: DuckDBConnection, origin: string | null, close: () => void): StoreReader {
  const [schema = "", ...rest] = (origin ?? "").split(":");
  return {
    describe: () => describe(connection, schema, rest.join(":")),
    meta: (name) => metaOf(connection, name),
    facts: () => pages(createQuery(connection), schema),
    close,
  };
}

async function metaOf(connection: DuckDBConnection, name: string): Promise<string | null> {
  const [row] = await rows(connection, "select value from meta where name = ?", [name]);
  return typeof row?.[0] === "string" ? row[0] : null;
}

async function describe(connection: DuckDBConnection, schema: string, digest: string): Promise<StoreFacts> {
  const kinds = await rows(connection, "select kind, count(*) from fact group by kind order by kind");
  const [span] = await rows(connection, "select min(ts_ms), max(ts_ms) from fact");
  const [activity] = await rows(connection, "select count(*) from activity");
  return {
    schema,
    digest,
    facts: Object.fromEntries(kinds.map(([kind, count]) => [String(kind), Number(count)])),
    activityRows: Number(activity?.[0] ?? 0),
    firstMs: numberOrNull(span?.[0]),
    lastMs: numberOrNull(span?.[1]),
  };
}

/** Page by page after the last fact seen, so that memory does not grow with the store. */
async function* pages(query: Query, schema: string): AsyncGenerator<readonly Fact[]> {
  if (schema !== SCHEMA_VERSION) {
    throw new UserError(
      `this store has the schema ${schema || "unknown"}, not ${SCHEMA_VERSION}`,
      "Scan the logs again into a new store file.",
    );
  }
  let last: Fact | undefined;
  for (;;) {
    const page = await query.facts(
      `select ${PACKED_FACT} from fact f where f.ts_ms > ? or (f.ts_ms = ? and f.fact_id > ?) order by f.ts_ms, f.fact_id limit ?`,
      [last?.tsMs ?? Number.MIN_SAFE_INTEGER, last?.tsMs ?? 0, last?.factId ?? "", PAGE],
    );
    if (page.length > 0) yield page;
    last = page.at(-1);
    if (page.length < PAGE) return;
  }
}

async function rows(connection: DuckDBConnection, sql: string, values: (string | bigint)[] = []): Promise<readonly (readonly unknown[])[]> {
  return (await connection.runAndReadAll(sql, values)).getRowsJS();
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "bigint" || typeof value === "number" ? Number(value) : null;
}
