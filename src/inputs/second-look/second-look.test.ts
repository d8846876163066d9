import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { operationRule, tinyOptions, tinyRecord } from "../__fixtures__/tiny-source.ts";
import type { SecondLook } from "../contract.ts";
import { pathList } from "../open/path-list.ts";
import { readInputs } from "../read-inputs.ts";
import { lookAgain } from "./second-look.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

const look: SecondLook = { needles: ["role/late", "AKIALATE"], actors: new Set(["role/late"]), credentials: new Set(["AKIALATE"]) };
const rules = [operationRule("Hit"), operationRule("Assume", "second")];
const records = [
  tinyRecord({ id: "1", who: "role/late" }),
  tinyRecord({ id: "2", who: "role/late", op: "Assume" }),
  tinyRecord({ id: "3", who: "role/late", op: "Hit" }),
  tinyRecord({ id: "4", who: "role/late", run: "yes" }),
  tinyRecord({ id: "5", who: "u1", key: "AKIALATE" }),
  tinyRecord({ id: "6", who: "u1", note: "speaks of role/late" }),
  tinyRecord({ id: "7", who: "u2", op: "Assume" }),
  tinyRecord({ id: "1", who: "role/late" }),
];

async function lookTwice(name: string, bytes: string | Buffer): Promise<unknown> {
  const file = scratch.write(name, bytes);
  const first = tinyOptions({ rules });
  const { totals, rereadable } = await readInputs([file], first.options);
  const second = tinyOptions({ rules });
  const { records: wanted, reclassified } = await lookAgain(rereadable, look, second.options);
  return {
    totals,
    wanted,
    reclassified,
    facts: second.facts.map((fact) => fact.eventId).toSorted(),
    rows: second.activities.map((row) => [row.runAsId, row.credentialId, row.op, row.first.eventId].join(" ")).toSorted(),
  };
}

it("finds all activity of the identities and credentials asked for, and moves the counts", async () => {
  const result = await lookTwice("late.json", JSON.stringify({ Records: records }));
  expect(result).toEqual({
    totals: { records: 8, fact_bearing: 1, rolled_up: 1, irrelevant: 6, duplicate: 0, quarantined: 0 },
    wanted: 6,
    reclassified: { irrelevant: -4, fact_bearing: 1, rolled_up: 2, duplicate: 1 },
    facts: ["2"],
    rows: ["role/late  Assume 2", "role/late  Hit 3", "role/late  Noise 1", "u1 AKIALATE Noise 5"],
  });
  const text = records.toReversed().map((record) => JSON.stringify(record, null, 1).replaceAll("role/late", "role\\/l\\u0061te"));
  expect(await lookTwice("late.jsonl.gz", gzipSync(text.join("\n")))).toEqual(result);
});

it("says which files it could not read again", async () => {
  const { options } = tinyOptions({ rules });
  const gone = `${scratch.path}/gone.json`;
  expect(await lookAgain({ paths: pathList(["other.json", gone]), files: [1], names: [null] }, look, options)).toMatchObject({
    records: 0,
    unread: [{ file: gone, reason: "cannot be opened" }],
  });
});
