import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanPaths } from "../../src/cli/pipeline/scan-paths.ts";
import type { ScanResult } from "../../src/cli/pipeline/scan-paths.ts";
import { PERMUTATIONS } from "../lib/gcp/permute.mjs";
import { loadScenarios, tellScenario, writePatched } from "../lib/gcp/scenario.mjs";
import { listObjects, readLines } from "../lib/gcp/write-logs.mjs";
import { isTurned, sayUnturned } from "../lib/turned.ts";
import { canonical, inWords, loud, loudest, rank } from "../lib/verdict.ts";

/* The stories of Google Cloud, held to the same promises as those of AWS. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-gcp-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const scenarios = loadScenarios();
sayUnturned(scenarios.length);

for (const [index, scenario] of scenarios.entries()) {
  describe(`${scenario.kind} ${scenario.name}`, () => {
    let scan: ScanResult;
    beforeAll(async () => {
      scan = await scanPaths([scenario.logs]);
    });

    it("has logs that are what its story tells", async () => {
      const { records } = await tellScenario(scenario.name);
      const written = listObjects(scenario.logs).flatMap((file: string) => readLines(path.join(scenario.logs, file)));
      expect(written.map(asText).toSorted()).toEqual(records.map(asText).toSorted());
      const told = new Set(records.map((record: { insertId: string }) => record.insertId));
      for (const { event, what } of scenario.story) expect(told.has(event), what).toBe(true);
    });

    it("is read whole and accounted for", () => {
      expect(scan.summary).toMatchObject({ complete: true, remainder: 0, quarantined: 0, duplicate: 0 });
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
      expect(incident?.timeline.map((entry) => entry.event_id)).toEqual(expect.arrayContaining(scenario.expected.shows));
      for (const stage of scenario.expected.stages)
        expect(incident?.stages[stage as "deploy"], `${stage} of ${inWords(found)}`).not.toEqual([]); // a stage's name, from our own file
    });

    it(`changes its verdict when one fact changes: ${scenario.minimal_pair.changed}`, async () => {
      const folder = path.join(scratch, scenario.name, "pair");
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

    it("points every timeline entry at the raw entry with that id", () => {
      for (const { timeline } of scan.incidents) {
        for (const { raw, event_id } of timeline) {
          const bytes = gunzipSync(readFileSync(raw.file)).subarray(raw.offset, raw.offset + raw.length);
          // A finding goes by its own name, wherever it was exported to.
          expect([JSON.parse(bytes.toString("utf8")).insertId, JSON.parse(bytes.toString("utf8")).jsonPayload?.finding?.name]).toContain(
            event_id,
          );
        }
      }
    });

    // A twin has no loud incidents to compare.
    it.each(scenario.kind === "attack" && isTurned(index) ? Object.entries(PERMUTATIONS) : [])(
      "says the same with %s",
      async (name, permute) => {
        const folder = path.join(scratch, scenario.name, name.replaceAll(/\W+/g, "-"));
        permute(scenario.logs, folder);
        expect(canonical((await scanPaths([folder])).incidents)).toBe(canonical(scan.incidents));
      },
    );

    it("gives the incidents that were reviewed", async () => {
      await expect(canonical(scan.incidents)).toMatchFileSnapshot(scenario.golden);
    });
  });
}

function asText(record: unknown): string {
  return JSON.stringify(record);
}
