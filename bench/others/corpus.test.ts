import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { scanPaths } from "../../src/cli/pipeline/scan-paths.ts";
import { recordsOf, formOf } from "../forms.mjs";
import { OTHER_DEFAULTS, OTHERS, writeOtherCorpus } from "./corpus.mjs";

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-others-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Mean bytes of a record and bytes to one of gzip, from and to, as the vendors' published records suggest. */
const SIZES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "gcp/audit": [1000, 1600, 8, 18],
  "azure/activity": [1700, 2700, 8, 18],
  "m365/audit": [800, 1400, 6, 10],
  "google-workspace/reports": [600, 1100, 6, 10],
};

/** The same again with everything parsed takes as long again. */
const SLOW = process.env["TEST_SLOW"] === "1";
if (!SLOW) console.log("not run: the corpora with everything parsed, TEST_SLOW=1 is not set");

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".gz"))
    .toSorted();
}

function textsOf(folder: string): readonly string[] {
  return filesOf(folder).map((file) => gunzipSync(readFileSync(path.join(folder, file))).toString("utf8"));
}

describe.each(OTHERS)("the generator of $source", (log) => {
  const options = { ...OTHER_DEFAULTS, records: 600, objects: 3 };
  const [first, second] = log.forms.map((form) => path.join(scratch, log.source, form)) as [string, string]; // each log has two forms
  const corpus = writeOtherCorpus(first, log, options);
  const [leastBytes, mostBytes, leastRatio, mostRatio] = SIZES[log.source] ?? [0, 0, 0, 0];

  it("writes the same bytes for the same seed and others for another", () => {
    writeOtherCorpus(path.join(scratch, "again", log.source), log, options);
    writeOtherCorpus(path.join(scratch, "other", log.source), log, { ...options, seed: "2" });
    expect(textsOf(path.join(scratch, "again", log.source))).toEqual(textsOf(first));
    expect(textsOf(path.join(scratch, "other", log.source))).not.toEqual(textsOf(first));
  });

  it("makes records of the usual size and ratio", () => {
    expect(corpus.json / corpus.records).toBeGreaterThan(leastBytes);
    expect(corpus.json / corpus.records).toBeLessThan(mostBytes);
    expect(corpus.json / corpus.gzip).toBeGreaterThan(leastRatio);
    expect(corpus.json / corpus.gzip).toBeLessThan(mostRatio);
    const items = textsOf(first).flatMap((text) => recordsOf(text, formOf(corpus)) as readonly { events?: readonly unknown[] }[]);
    expect(items.reduce((sum, { events }) => sum + (events?.length ?? 1), 0)).toBe(corpus.records);
  });

  it("plants an attack that is found, in either form, whether noise is rejected on its bytes or everything is parsed", async () => {
    writeOtherCorpus(second, log, { ...options, form: log.forms[1] });
    for (const folder of [first, second]) {
      const { incidents, summary } = await scanPaths([path.join(folder, "logs")]);
      expect(incidents.map(({ severity, automation }) => [severity, automation.id])).toEqual([["critical", corpus.planted]]);
      expect(summary.records).toBe(corpus.records);
      if (SLOW) expect(await scanPaths([path.join(folder, "logs")], { parseEverything: true })).toMatchObject({ incidents, summary });
    }
  });
});
