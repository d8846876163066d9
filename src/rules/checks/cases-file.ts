// A cases file stands beside its rule and holds the records that the rule was written for: some that must match,
// some that must not, and among those a benign look-alike.
import { readFile } from "node:fs/promises";
import type { LogRecord } from "../logic.ts";
import { readFixture } from "./fixture.ts";
import { comparePlaces, type Problem } from "../files/problem.ts";
import { text } from "../files/document.ts";
import { entry, type Located, type LocatedMap, toPlain } from "../files/located.ts";
import { readYaml } from "../files/yaml-file.ts";
import { isObject } from "../values/field-access.ts";

export interface RuleCase {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly expect: "match" | "no-match";
  /** An ordinary act that looks much like what the rule finds. */
  readonly benign: boolean;
  readonly record: LogRecord;
}

/** The cases of a file, and what is wrong with it; a file that is not there is a problem too. */
export async function readCases(file: string): Promise<{ readonly cases: readonly RuleCase[]; readonly problems: readonly Problem[] }> {
  const content = await readFile(file, "utf8").catch(() => null);
  if (content === null) return { cases: [], problems: [{ file, line: 1, column: 1, reason: "the rule has no cases file" }] };
  const { documents, problems } = readYaml(content, file);
  const root = documents[0]?.root;
  if (problems.length > 0) return { cases: [], problems };
  const list = root?.is === "map" && root.entries.length === 1 ? entry(root, "cases") : undefined;
  if (list?.is !== "list")
    return {
      cases: [],
      problems: [{ file, line: 1, column: 1, reason: "a cases file holds `cases:`, a list of cases, and nothing else" }],
    };
  const collected: Problem[] = [];
  const report = (place: Located, reason: string): void => {
    collected.push({ file, line: place.line, column: place.column, reason });
  };
  const cases = await Promise.all(list.items.map((item) => readCase(item, file, report)));
  return { cases: cases.flatMap((found) => found ?? []), problems: collected.toSorted(comparePlaces) };
}

const KEYS = ["name", "expect", "benign", "record", "fixture"];

async function readCase(item: Located, file: string, report: (place: Located, reason: string) => void): Promise<RuleCase | null> {
  if (item.is !== "map") {
    report(item, "a case is a map with name, expect and record or fixture");
    return null;
  }
  for (const { key, name } of item.entries)
    if (!KEYS.includes(name)) report(key, `a case has no key "${name}"; it takes ${KEYS.join(", ")}`);
  const name = text(item, "name", (_, reason) => report(item, reason));
  const expect = text(item, "expect", (_, reason) => report(item, reason));
  if (name === null) report(item, "the case has no name");
  if (expect !== "match" && expect !== "no-match") report(item, "expect is match or no-match");
  const record = await recordOf(item, file, report);
  if (name === null || (expect !== "match" && expect !== "no-match") || record === null) return null;
  const benign = entry(item, "benign");
  return { name, line: item.line, column: item.column, expect, benign: benign?.is === "scalar" && benign.value === true, record };
}

async function recordOf(item: LocatedMap, file: string, report: (place: Located, reason: string) => void): Promise<LogRecord | null> {
  const inline = entry(item, "record");
  const fixture = entry(item, "fixture");
  if ((inline === undefined) === (fixture === undefined)) {
    report(item, "a case has either a record or a fixture");
    return null;
  }
  const given = inline ?? fixture ?? item;
  const value = inline === undefined ? await readFixture(String(toPlain(given)), file) : { value: toPlain(inline) };
  if ("error" in value) report(given, value.error);
  else if (isObject(value.value)) return value.value;
  else report(given, "a record is a JSON object");
  return null;
}
