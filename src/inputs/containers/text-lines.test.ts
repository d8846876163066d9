import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import type { Source } from "../../sources/contract.ts";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { operationRule, tinyOptions, tinySource } from "../__fixtures__/tiny-source.ts";
import { readInputs } from "../read-inputs.ts";
import { readRawRecord } from "../raw-record.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

/** The tiny log, written as lines of fields. */
const lineSource: Source = {
  ...tinySource,
  lines: {
    fields: ["id", "op", "time"],
    isHeader: (first) => first.includes("op") && first.includes("id"),
    isRecord: (first) => first.length === 3 && first[0]?.startsWith("e") === true,
  },
  envelope: (record) => tinySource.envelope({ ...record, t: Number(record["time"]) }),
};

const T = Date.UTC(2026, 9, 1);

async function read(
  name: string,
  content: string | Buffer,
): Promise<{ report: unknown; facts: readonly string[]; raw: readonly string[] }> {
  const { options, facts } = tinyOptions({ sources: [lineSource], rules: [operationRule("Hit")] });
  const { inputs } = await readInputs([scratch.write(name, content)], options);
  const raw = await Promise.all(facts.map(async (fact) => `${fact.raw.row}: ${(await readRawRecord(fact.raw)).toString("utf8")}`));
  return { report: inputs[0], facts: facts.map((fact) => fact.eventId), raw };
}

it("reads lines in the usual order of fields, and in the order that a header names", async () => {
  const usual = await read("usual.log.gz", gzipSync(`e1 Noise ${T}\ne2 Hit ${T}\n\ne3 Hit ${T}`));
  expect(usual).toMatchObject({ report: { state: "read", records: 3, fact_bearing: 2 }, raw: [`2: e2 Hit ${T}`, `3: e3 Hit ${T}`] });
  const named = await read("named.log", `op time note id\r\nHit ${T} - e1\r\nop time note id\r\nHit ${T} x e2\r\n`);
  expect(named).toMatchObject({
    report: { state: "read", records: 2, fact_bearing: 2 },
    raw: [`1: Hit ${T} - e1\r`, `2: Hit ${T} x e2\r`],
  });
});

it("reads lines behind the time that an export task of CloudWatch Logs puts before each", async () => {
  const exported = await read("export.log", `2026-10-05T09:12:00.000Z e1 Noise ${T}\n2026-10-05T09:12:01.250Z e2 Hit ${T}\n`);
  expect(exported).toMatchObject({ report: { state: "read", records: 2 }, facts: ["e2"] });
  expect(await read("diary.log", `2026-10-05T09:12:00.000Z nothing to report\n`)).toMatchObject({ report: { state: "skipped" } });
});

it("counts lines that do not fit, and says where a file breaks off", async () => {
  expect(await read("misfit.log", `e1 Hit ${T}\ne2 Hit\ne3 Hit ${T}\n`)).toMatchObject({
    report: { state: "read", records: 3, quarantined: 1 },
  });
  expect(await read("cut.log", `e1 Hit ${T}\ne2 Hi`)).toMatchObject({
    report: { state: "partial", reason: "ends in the middle of a row", records: 1 },
  });
});

it("reads lines of a file larger than a window", async () => {
  const line = `e${"1".repeat(1000)} Noise ${T}\n`;
  const { report } = await read("large.log", line.repeat(40_000));
  expect(report).toMatchObject({ state: "read", records: 40_000 });
});
