import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { SOURCES } from "../sources/registry.gen.ts";
import { loadStageRules } from "../rules/files/load-stage-rules.ts";
import { scratchFolder } from "./__fixtures__/scratch.ts";
import { tinyOptions, tinyRecord } from "./__fixtures__/tiny-source.ts";
import { readRawRecord } from "./raw-record.ts";
import { readInputs } from "./read-inputs.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

const text = `{"Records":[${JSON.stringify(tinyRecord())},${JSON.stringify(tinyRecord({ op: "Hit", id: "wanted", target: "é\u{1F600}" }))}]}`;

it("gives back the very bytes of a record, out of whole, damaged and plain files", async () => {
  const packed = gzipSync(text);
  const files = {
    "a.json": text,
    "a.json.gz": packed,
    "cut.json.gz": packed.subarray(0, -4),
    "corrupt.json.gz": flipped(packed, packed.length - 6),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const { options, facts } = tinyOptions();
    await readInputs([scratch.write(name, bytes)], options);
    const [fact] = facts;
    if (fact === undefined) throw new Error(`no fact in ${name}`);
    for (let time = 0; time < 2; time += 1) {
      const raw = await readRawRecord(fact.raw);
      expect(JSON.parse(raw.toString()), name).toMatchObject({ id: "wanted", target: "é\u{1F600}" });
      expect(raw.length).toBe(fact.raw.length);
    }
  }
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 1; // within the trailer
  return copy;
}

it("refuses a file that is no longer the one scanned", async () => {
  const { options, facts } = tinyOptions();
  const file = scratch.write("changes.json", text);
  await readInputs([file], options);
  const [fact] = facts;
  if (fact === undefined) throw new Error("no fact");
  scratch.write("changes.json", text.replace("Noise", "Other"));
  await expect(readRawRecord(fact.raw)).rejects.toThrow(/not the file that was scanned/);
  await expect(readRawRecord({ ...fact.raw, file: "-" })).rejects.toThrow(/stdin/);
});

const realLogs = process.env["TEST_REAL_LOGS"];
it("resolves every pointer into real CloudTrail logs, and reads them alike both ways", async () => {
  if (realLogs === undefined) {
    console.log("not run: TEST_REAL_LOGS is not set");
    return;
  }
  const paths = [`${realLogs}/stratus-red-team`, `${realLogs}/otrf-security-datasets`];
  const rules = await loadStageRules();
  const quick = tinyOptions({ sources: SOURCES, rules });
  const result = await readInputs(paths, quick.options);
  expect(result.totals).toMatchObject({ records: 412, quarantined: 0 });
  for (const { raw, eventId } of quick.facts) expect(JSON.parse((await readRawRecord(raw)).toString())).toMatchObject({ eventID: eventId });
  const careful = tinyOptions({ sources: SOURCES, rules, parseEverything: true });
  expect(await readInputs(paths, careful.options)).toEqual(result);
  expect(careful.facts).toEqual(quick.facts);
});
