import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, constantFrom, jsonValue, nat, oneof, property } from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Fact } from "../facts/fact.ts";
import { isForLog } from "../rules/questions/log-source.ts";
import type { CompiledRule } from "../rules/model.ts";
import { loadStageRules } from "../rules/files/load-stage-rules.ts";
import { rulesForRecord } from "../rules/questions/rules-for-record.ts";
import type { LogRecord, Source } from "./contract.ts";
import { isFields, listAt } from "./fields.ts";
import { makeFacts } from "./make-facts.ts";
import { SOURCES } from "./registry.gen.ts";

/*
 * What every log source owes to the rest of the program. A source brings fixtures,
 * `__fixtures__/LOG/CASE.input.json` with the facts wanted in `CASE.facts.json`; `GOLDEN=write`
 * writes those anew, to be read before they are committed.
 */

const room = import.meta.dirname;
let rules: readonly CompiledRule[] = [];

beforeAll(async () => {
  rules = await loadStageRules();
});

interface Case {
  readonly name: string;
  readonly golden: string;
  readonly records: readonly LogRecord[];
}

function casesOf(source: Source): readonly Case[] {
  const [provider = "", log = ""] = source.id.split("/");
  const dir = join(room, provider, "__fixtures__", log);
  return readdirSync(dir)
    .filter((file) => file.endsWith(".input.json"))
    .map((file) => ({
      name: file.replace(".input.json", ""),
      golden: join(dir, file.replace(".input.json", ".facts.json")),
      records: listAt(JSON.parse(readFileSync(join(dir, file), "utf8")), "records").filter(isFields),
    }));
}

function factsOf(source: Source, given: LogRecord): readonly Fact[] {
  const record = source.canonical?.(given) ?? given;
  const envelope = source.envelope(given);
  if ("unusable" in envelope) return [];
  const { recipes } = rulesForRecord(rules, source.logsource, record);
  return makeFacts(source, record, envelope, recipes, [], { file: "fixture", sha256: "0", offset: 0, length: 0 });
}

/** Facts without what hides their meaning from a reader: empty columns and the pointer that is the same for all. */
function readable(fact: Fact): Record<string, unknown> {
  const told = Object.entries(fact).filter(([key, value]) => key !== "raw" && key !== "annotations" && !isEmpty(value));
  return Object.fromEntries(told);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : isFields(value) && Object.keys(value).length === 0;
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toReversed()
      .map((key) => [key, reversed(value[key])]),
  );
}

describe.each(SOURCES.map((source) => [source.id, source] as const))("the log source %s", (id, source) => {
  const cases = casesOf(source);
  const mine = cases.filter((given) => given.name !== "not-mine");
  const records = mine.flatMap((given) => given.records);

  it("is named like its file", () => {
    expect(existsSync(join(room, `${id}.ts`))).toBe(true);
    expect(id.startsWith(`${source.provider}/`)).toBe(true);
  });

  it("knows its own records and no others", () => {
    expect(records.length).toBeGreaterThan(0);
    expect(records.every((record) => source.matches(record))).toBe(true);
    const others = cases.filter((given) => given.name === "not-mine").flatMap((given) => given.records);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((record) => source.matches(record))).toEqual([]);
  });

  it.each(mine.map((given) => [given.name, given] as const))("makes the facts wanted of the case %s", (_, given) => {
    const facts = given.records.map((record) => factsOf(source, record).map(readable));
    if (process.env["GOLDEN"] === "write") writeFileSync(given.golden, `${JSON.stringify(facts, null, 1)}\n`);
    expect(facts).toEqual(JSON.parse(readFileSync(given.golden, "utf8")));
  });

  it("gives every fact a time, an event and a reason", () => {
    const facts = records.flatMap((record) => factsOf(source, record));
    for (const fact of facts) {
      expect(fact.tsMs).toBeGreaterThan(0);
      expect(fact.dupKey).not.toBe("");
      expect(fact.rules.length).toBeGreaterThan(0);
    }
    expect(new Set(facts.map((fact) => fact.factId)).size).toBe(facts.length);
  });

  it("does not mind the order of keys", () => {
    for (const record of records) {
      const turned = reversed(record);
      expect(isFields(turned) && factsOf(source, turned)).toEqual(factsOf(source, record));
    }
  });

  it("has an extractor for every rule and a rule for every extractor", () => {
    const named = rules.flatMap((rule) => (rule.recipe !== null && isForLog(rule.logsource, source.logsource) ? [rule.recipe.entity] : []));
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(source.entities).toSorted());
  });

  it("never throws, whatever stands in a record", () => {
    const junk = oneof(jsonValue({ maxDepth: 3 }), constantFrom("arn:", "arn:aws:iam::1:role/", "%", "%E0%A4%A", "[", "a:b:c:d:e:f:g"));
    assert(
      property(constantFrom(...records), nat(), junk, (record, at, value) => {
        const spoilt = spoil(record, at, value);
        source.matches(spoilt);
        source.notEvents(spoilt);
        const envelope = source.envelope(spoilt);
        if ("unusable" in envelope) return;
        source.isRunAsActivity(spoilt, envelope);
        for (const extract of Object.values(source.entities)) extract(spoilt, envelope);
        factsOf(source, spoilt);
      }),
      { numRuns: 600 },
    );
  });

  it("says cheaply what its envelope says", () => {
    assert(
      property(constantFrom(...records), nat(), jsonValue({ maxDepth: 2 }), (record, at, value) => {
        const spoilt = spoil(record, at, value);
        const envelope = source.envelope(spoilt);
        if ("unusable" in envelope) return;
        if (source.time !== undefined) expect(source.time(spoilt)).toBe(envelope.tsMs);
        if (source.isRunAsActivity(spoilt, envelope)) expect(source.mayBeRunAs?.(spoilt)).not.toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("says what it cannot show", () => {
    for (const note of Object.values(source.blindSpots)) {
      expect(note.reason).not.toBe("");
      expect(note.fix).not.toBe("");
    }
  });
});

/** The record with the value at the `at`-th of its places, counted through all depths, replaced. */
function spoil(record: LogRecord, at: number, value: unknown): LogRecord {
  let left = at % countPlaces(record);
  function walk(here: unknown): unknown {
    if (left === 0) {
      left -= 1;
      return value;
    }
    left -= 1;
    if (Array.isArray(here)) return here.map(walk);
    if (!isFields(here)) return here;
    return Object.fromEntries(Object.entries(here).map(([key, inner]) => [key, walk(inner)]));
  }
  return Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, walk(inner)]));
}

function countPlaces(value: unknown): number {
  if (Array.isArray(value)) return 1 + value.map(countPlaces).reduce((a, b) => a + b, 0);
  if (!isFields(value)) return 1;
  return (
    1 +
    Object.values(value)
      .map(countPlaces)
      .reduce((a, b) => a + b, 0)
  );
}
