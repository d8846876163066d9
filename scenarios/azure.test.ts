import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanPaths } from "../src/cli/pipeline/scan-paths.ts";
import type { ScanResult } from "../src/cli/pipeline/scan-paths.ts";
import { readRawRecord } from "../src/inputs/raw-record.ts";
import { loadScenarios, tellScenario, writeLogs } from "./lib/azure/story.mjs";
import { isTurned, sayUnturned } from "./lib/turned.ts";
import { canonical, inWords, loud, loudest, rank } from "./lib/verdict.ts";

/* Stories of Azure: each attack is found as one incident, each twin stays silent, and one changed fact changes the verdict. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-azure-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function blobsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .toSorted();
}

function linesOf(file: string): readonly string[] {
  return gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}

const scenarios = loadScenarios();
sayUnturned(scenarios.length);

for (const [index, scenario] of scenarios.entries()) {
  describe(`${scenario.kind} ${scenario.name}`, () => {
    let scan: ScanResult;
    let eventIds: Readonly<Record<string, string>>;
    beforeAll(async () => {
      scan = await scanPaths([scenario.logs]);
      ({ eventIds } = await tellScenario(scenario.name));
    });

    it("has logs that are what its story tells", async () => {
      const { records } = await tellScenario(scenario.name);
      const written = blobsIn(scenario.logs).flatMap((file) => linesOf(path.join(scenario.logs, file)));
      expect(written.toSorted()).toEqual(records.map((record) => JSON.stringify(record)).toSorted());
    });

    it("is read whole and accounted for", () => {
      expect(scan.summary).toMatchObject({ complete: true, remainder: 0, quarantined: 0, duplicate: 0 });
    });

    it(scenario.kind === "attack" ? "is found as one incident on the right automation" : "stays silent at medium and above", () => {
      const found = loud(scan.incidents);
      if (scenario.kind === "twin") return expect(found, inWords(found)).toEqual([]);
      expect(
        found.map((incident) => incident.automation.name),
        inWords(found),
      ).toEqual([scenario.expected.automation]);
      const [incident] = found;
      expect(incident?.severity, inWords(found)).toBe(scenario.expected.severity);
      expect(incident?.run_as.map(({ id }) => id.split("/").at(-1))).toContain(scenario.expected.run_as);
      const shown = incident?.timeline.map((entry) => entry.event_id);
      expect(shown).toEqual(expect.arrayContaining(scenario.expected.shows.map((label: string) => eventIds[label])));
      for (const stage of scenario.expected.stages) expect(incident?.stages[stage], `${stage} of ${inWords(found)}`).not.toEqual([]);
    });

    it(`changes its verdict when one fact changes: ${scenario.minimal_pair.changed}`, async () => {
      const folder = path.join(scratch, scenario.name, "pair");
      writeLogs(folder, (await tellScenario(scenario.name, true)).records);
      const { incidents } = await scanPaths([folder]);
      const { at_most, at_least, automation } = scenario.minimal_pair.expected;
      if (at_most !== undefined) {
        expect(rank(at_most)).toBeLessThan(rank(scenario.expected.severity));
        expect(loudest(incidents), inWords(incidents)).toBeLessThanOrEqual(rank(at_most));
      }
      if (at_least !== undefined) {
        const about = incidents.filter((incident) => incident.automation.name === automation);
        expect(loudest(about), inWords(incidents)).toBeGreaterThanOrEqual(rank(at_least));
      }
    });

    it("points every timeline entry at a raw record", async () => {
      for (const { timeline } of scan.incidents) {
        for (const { raw, event_id } of timeline) {
          const record = String(await readRawRecord(raw));
          expect(JSON.parse(record)).toHaveProperty("category");
          if (!event_id.startsWith("without-id")) expect(record).toContain(event_id);
        }
      }
    });

    it.runIf(isTurned(index))("gives the same incidents when halves of operations are apart, backwards and delivered twice", async () => {
      const folder = path.join(scratch, scenario.name, "turned");
      mkdirSync(path.join(folder, "one"), { recursive: true });
      const lines = blobsIn(scenario.logs).flatMap((file) => linesOf(path.join(scenario.logs, file)));
      const ends = lines.filter((line) => !line.includes('"resultType":"Start"')).toReversed();
      const starts = lines.filter((line) => line.includes('"resultType":"Start"')).toReversed();
      writeFileSync(path.join(folder, "one", "a-ends.json"), `${ends.join("\n")}\n`);
      writeFileSync(
        path.join(folder, "one", "b-starts.json"),
        JSON.stringify({ records: starts.map((line): unknown => JSON.parse(line)) }),
      );
      cpSync(path.join(folder, "one"), path.join(folder, "two"), { recursive: true });
      const turned = await scanPaths([folder]);
      expect(turned.summary).toMatchObject({ complete: true, remainder: 0, quarantined: 0 });
      expect(canonical(turned.incidents)).toBe(canonical(scan.incidents));
    });

    it("gives the incidents that were reviewed", async () => {
      await expect(canonical(scan.incidents)).toMatchFileSnapshot(scenario.golden);
    });
  });
}
