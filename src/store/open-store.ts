import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../util/errors.ts";
import { SCHEMA_VERSION, createStatements } from "./schema.ts";
import { createSharedTexts } from "./shared-texts.ts";
import { Store } from "./store.ts";

export interface StoreOptions {
  /** Database file; in memory when absent. */
  readonly file?: string;
  /** Folder in which a store in memory may make one for what does not fit; without it DuckDB takes the current folder, which may be evidence. */
  readonly temporary?: string;
  /** Hash of the content (rules, analytics, version) that makes the facts. */
  readonly digest: string;
}

/** DuckDB's own memory, kept low because the process also holds one log object and the roll-ups. */
const MEMORY_LIMIT = "256MB";

/** Opens or makes a store. A file made by other content is refused: scanning again is the only honest way. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const spill = options.file === undefined && options.temporary !== undefined ? mkdtempSync(join(options.temporary, "faastrail-")) : null;
  const instance = await openInstance(options.file, spill);
  const connection = await instance.connect();
  await lockDown(connection);
  for (const statement of createStatements()) await connection.run(statement);
  const store = new Store(instance, connection, await createSharedTexts(connection), {
    isFile: options.file !== undefined,
    spill,
  });
  await checkOrigin(store, options);
  return store;
}

async function openInstance(file: string | undefined, spill: string | null): Promise<DuckDBInstance> {
  const place: Record<string, string> = spill === null ? {} : { temp_directory: spill };
  const settings = {
    ...place,
    memory_limit: MEMORY_LIMIT,
    threads: "2",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  };
  try {
    return await DuckDBInstance.create(file ?? ":memory:", settings);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`cannot open the store ${file}: ${reason}`, "close other programs that use it, or choose another file", { cause });
  }
}

/** From here on SQL can neither reach files nor undo this. */
async function lockDown(connection: DuckDBConnection): Promise<void> {
  await connection.run("set enable_external_access = false");
  await connection.run("set lock_configuration = true");
}

async function checkOrigin(store: Store, options: StoreOptions): Promise<void> {
  const origin = `${SCHEMA_VERSION}:${options.digest}`;
  const known = await store.getMeta("origin");
  if (known === null) return store.setMeta("origin", origin);
  if (known === origin) return;
  store.close();
  throw new UserError(
    `the store ${options.file} was made by other rules or another version`,
    "scan the logs again into a new store file: facts of different rules are never mixed",
  );
}
