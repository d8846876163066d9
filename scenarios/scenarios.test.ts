import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanPaths } from "../src/cli/pipeline/scan-paths.ts";
import type { ScanResult } from "../src/cli/pipeline/scan-paths.ts";
import { readRawRecord } from "../src/inputs/raw-record.ts";
import { tellScenario } from "./build.mjs";
import { listObjects, readObject, writePatched } from "./lib/patch.mjs";
import { loadScenarios } from "./lib/scenario.mjs";
import { canonical, inWords, loud, loudest, rank } from "./lib/verdict.ts";

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-scenarios-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

for (const scenario of loadScenarios()) {
  describe(`${scenario.kind} ${scenario.name}`, () => {
    let scan: ScanResult;
    beforeAll(async () => {
      scan = await scanPaths([scenario.logs]);
    });

    it("has logs that are what its story tells", async () => {
      const { records } = await tellScenario(scenario.name);
      const written = listObjects(scenario.logs).flatMap((file: string) => readObject(path.join(scenario.logs, file)));
      const distinct: readonly string[] = [...new Set<string>(written.map(byId))];
      expect(distinct.toSorted(compareTexts)).toEqual(records.map(byId).toSorted(compareTexts));
      const told = new Set(records.map((record: { eventID: string }) => record.eventID));
      for (const { event, what } of scenario.story) expect(told.has(event), what).toBe(true);
    });

    it("is read whole and accounted for", () => {
      expect(scan.summary).toMatchObject({ complete: true, remainder: 0, quarantined: 0 });
      if (scenario.delivered_twice !== true) expect(scan.summary.duplicate).toBe(0);
      else expect(scan.summary.duplicate).toBeGreaterThan(0);
    });

    it(scenario.kind === "attack" ? "is found as one incident on the right automation" : "stays silent at medium and above", () => {
      const found = loud(scan.incidents);
      if (scenario.kind === "twin") return expect(found, inWords(found)).toEqual([]);
      expect(
        found.map((incident) => incident.automation.id),
        inWords(found),
      ).toEqual([scenario.expected.automation]);
      const [incident] = found;
      expect(incident?.severity, inWords(found)).toBe(scenario.expected.severity);
      expect(incident?.run_as.map(({ id }) => id)).toContain(scenario.expected.run_as);
      const shown = incident?.timeline.map((entry) => entry.event_id);
      expect(shown, "the timeline shows the decisive records").toEqual(expect.arrayContaining(scenario.expected.shows));
      for (const stage of scenario.expected.stages) expect(incident?.stages[stage], `${stage} of ${inWords(found)}`).not.toEqual([]);
    });

    it(`changes its verdict when one fact changes: ${scenario.minimal_pair.changed}`, async () => {
      const folder = path.join(scratch, scenario.name);
      writePatched(scenario.logs, folder, scenario.minimal_pair.patch);
      const { incidents } = await scanPaths([folder]);
      const { at_most, at_least, automation } = scenario.minimal_pair.expected;
      if (at_most !== undefined) {
        expect(rank(at_most)).toBeLessThan(rank(scenario.expected.severity));
        expect(loudest(incidents), inWords(incidents)).toBeLessThanOrEqual(rank(at_most));
      }
      if (at_least !== undefined) {
        const about = incidents.filter((incident) => incident.automation.id === automation);
        expect(loudest(about), inWords(incidents)).toBeGreaterThanOrEqual(rank(at_least));
      }
    });

    it("points every timeline entry at the raw record with that event id", async () => {
      for (const { timeline } of scan.incidents) {
        for (const { raw, event_id } of timeline) {
          expect(JSON.parse((await readRawRecord(raw)) ?? "null")?.eventID).toBe(event_id);
          const bytes = gunzipSync(readFileSync(raw.file)).subarray(raw.offset, raw.offset + raw.length);
          expect(JSON.parse(bytes.toString("utf8")).eventID).toBe(event_id);
        }
      }
    });

    it("gives the incidents that were reviewed", async () => {
      await expect(canonical(scan.incidents)).toMatchFileSnapshot(scenario.golden);
    });
  });
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Comparable form of a record: its id first, then everything. */
function byId(record: { eventID: string }): string {
  return `${record.eventID} ${JSON.stringify(record)}`;
}
