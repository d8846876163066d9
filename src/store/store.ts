import { rmSync } from "node:fs";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Activity } from "../facts/activity.ts";
import type { Fact } from "../facts/fact.ts";
import type { ActivityShelf, FactSink } from "../facts/sink.ts";
import { unique } from "../util/group-by.ts";
import { PACKED_ACTIVITY, activityRows } from "./activity-rows.ts";
import { createRowWriter } from "./append.ts";
import type { RowWriter } from "./append.ts";
import { collapseCopies } from "./collapse.ts";
import { PACKED_FACT, factRows } from "./fact-rows.ts";
import { createKnownCopies } from "./known-copies.ts";
import type { KnownCopies } from "./known-copies.ts";
import { createQuery } from "./query.ts";
import type { Query, Row } from "./query.ts";
import { createRemembered } from "./remembered.ts";
import type { Remembered } from "./remembered.ts";
import type { ActivityColumn, FactColumn } from "./schema.ts";
import { createShelves } from "./shelves.ts";
import type { Shelves } from "./shelves.ts";
import type { SharedTexts } from "./shared-texts.ts";
import { createWantedKeys } from "./wanted-keys.ts";
import type { WantedKeys } from "./wanted-keys.ts";

export type { Row } from "./query.ts";

/** The facts of one investigation. The only place that talks to DuckDB. */
export class Store {
  readonly sink: FactSink = {
    addFacts: (facts) => {
      const fresh = facts.filter((fact) => !this.#copies.isCopy(fact));
      this.#additions += fresh.length;
      return this.#add(this.#facts, fresh);
    },
    addActivities: (activities) => {
      this.#activityAdditions += activities.length;
      return this.#add(this.#activities, activities);
    },
    lendActivities: (shelf) => this.#lend(shelf),
  };
  #additions = 0;
  #activityAdditions = 0;
  /** What had been added of both when the tables were finished last. */
  #finished = { facts: 0, activities: 0 };
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  /** A folder of its own for what does not fit into memory. */
  readonly #spill: string | null;
  /** Null where the store outlives the process, so that nothing can stay elsewhere. */
  readonly #shelves: Shelves | null;
  readonly #query: Query;
  readonly #wanted: WantedKeys;
  readonly #remembered: Remembered = createRemembered();
  readonly #texts: SharedTexts;
  readonly #copies: KnownCopies = createKnownCopies();
  readonly #facts: RowWriter<Fact>;
  readonly #activities: RowWriter<Activity>;

  constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    texts: SharedTexts,
    place: { isFile: boolean; spill: string | null },
  ) {
    this.#instance = instance;
    this.#shelves = place.isFile ? null : createShelves(connection);
    this.#spill = place.spill;
    this.#connection = connection;
    this.#query = createQuery(connection);
    this.#wanted = createWantedKeys(connection);
    this.#texts = texts;
    this.#facts = createRowWriter(connection, factRows(texts));
    this.#activities = createRowWriter(connection, activityRows(texts));
  }

  /** How many facts were added so far: while it stays, so do the facts. */
  get additions(): number {
    return this.#additions;
  }

  /** Folds what was added since the last call into the facts: copies of one event collapse. */
  async finish(): Promise<void> {
    await this.#collapse();
    if (this.#additions > this.#finished.facts) this.#remembered.forget("fact");
    if (this.#activityAdditions > this.#finished.activities) this.#remembered.forget("activity");
    this.#finished = { facts: this.#additions, activities: this.#activityAdditions };
  }

  async #collapse(): Promise<void> {
    this.#flush();
    await collapseCopies(this.#connection, this.#query, async (rows) => {
      await this.#add(this.#activities, rows);
      this.#flush();
    });
  }

  /** Shared texts last, because making rows is what gives them their numbers. */
  async #add<T>(writer: RowWriter<T>, values: readonly T[]): Promise<void> {
    await writer.append(values);
    await this.#texts.write();
  }

  #flush(): void {
    this.#facts.flush();
    this.#activities.flush();
    this.#texts.flush();
  }

  /** Runs a statement of the analytics; values are always bound. */
  async select(sql: string, values: readonly (string | number)[] = []): Promise<readonly Row[]> {
    return this.#remembered.rows(sql, values, () => this.#query.rows(sql, values));
  }

  /** Facts whose `column` is one of `values`, in the order (ts_ms, fact_id). */
  async factsBy(column: FactColumn, values: Iterable<string>, kinds: readonly string[] = []): Promise<readonly Fact[]> {
    const kindTest = kinds.length === 0 ? "" : `and f.kind in (${kinds.map((kind) => `'${kind}'`).join(", ")})`;
    const sql = `select ${PACKED_FACT} from fact f where f.${column} in (select key from wanted) ${kindTest} order by f.ts_ms, f.fact_id`;
    return this.#ask(values, sql, () => this.#query.facts(sql));
  }

  /** Roll-up rows whose `column` is one of `values`, in the order (first_ms, activity_id). */
  async activitiesBy(column: ActivityColumn, values: Iterable<string>): Promise<readonly Activity[]> {
    const sql = `select ${PACKED_ACTIVITY} from activity a where a.${column} in (select key from wanted) order by a.first_ms, a.activity_id`;
    const fetch = (keys: readonly string[]): Promise<void> => this.#fetch(column, keys);
    return this.#ask(values, sql, () => this.#query.activities(sql), fetch);
  }

  async factCounts(): Promise<Record<string, number>> {
    const rows = await this.select("select kind, count(*) as n from fact group by kind order by kind");
    return Object.fromEntries(rows.map((row) => [String(row["kind"]), Number(row["n"])]));
  }

  /** Replaces facts by others: for the resolve step, which merges copies that say different things. */
  async replaceFacts(removed: readonly string[], added: readonly Fact[]): Promise<void> {
    if (removed.length === 0) return;
    // All or nothing: a program that is killed in between must not leave a file with facts missing.
    await this.#connection.run("begin transaction");
    try {
      await this.#wanted.fill(unique(removed));
      await this.#connection.run("delete from fact where fact_id in (select key from wanted)");
      // What is removed may come again, and none of this is there if it comes to nothing.
      this.#copies.forget();
      this.#additions += added.length;
      await this.#add(this.#facts, added);
      await this.finish();
    } catch (cause) {
      await this.#connection.run("rollback");
      this.#wanted.forget();
      throw cause;
    }
    await this.#connection.run("commit");
    this.#remembered.forget("fact");
  }

  async getMeta(name: string): Promise<string | null> {
    const rows = await this.#query.rows("select value from meta where name = ?", [name]);
    const value = rows[0]?.["value"];
    return typeof value === "string" ? value : null;
  }

  async setMeta(name: string, value: string): Promise<void> {
    await this.#connection.run("insert or replace into meta values (?, ?)", [name, value]);
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    if (this.#spill !== null) rmSync(this.#spill, { recursive: true, force: true });
  }

  /** Runs a statement over the temporary table `wanted (key)` that holds `values`. */
  async selectFor(values: Iterable<string>, sql: string): Promise<readonly Row[]> {
    return this.#ask(values, sql, () => this.#query.rows(sql));
  }

  /** Asks a statement over the table `wanted`; without any keys there is no answer. */
  async #ask<T>(
    values: Iterable<string>,
    sql: string,
    ask: () => Promise<readonly T[]>,
    prepare?: (keys: readonly string[]) => Promise<void>,
  ): Promise<readonly T[]> {
    const keys = unique(values);
    if (keys.length === 0) return [];
    return this.#remembered.rows(sql, keys, async () => {
      await prepare?.(keys);
      await this.#wanted.fill(keys);
      return ask();
    });
  }

  async #lend(shelf: ActivityShelf): Promise<void> {
    if (this.#shelves === null) for (const rows of shelf.takeAll()) await this.sink.addActivities(rows);
    else {
      await this.#shelves.lend(shelf);
      this.#remembered.forget("activity");
    }
  }

  /** Moves rows that are asked for here from where they are. That changes no answer that was given before. */
  async #fetch(column: ActivityColumn, keys: readonly string[]): Promise<void> {
    let fetched = 0;
    for (const rows of this.#shelves?.take(column, new Set(keys)) ?? []) {
      await this.#add(this.#activities, rows);
      fetched += rows.length;
    }
    if (fetched > 0) await this.#collapse();
  }
}
