import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanPaths } from "../src/cli/pipeline/scan-paths.ts";
import type { ScanResult } from "../src/cli/pipeline/scan-paths.ts";
import { readRawRecord } from "../src/inputs/raw-record.ts";
import { loadScenarios, searchExport, tableOf, tellScenario, writeLogs } from "./lib/m365/story.mjs";
import { isTurned, sayUnturned } from "./lib/turned.ts";
import { canonical, inWords, loud, loudest, rank } from "./lib/verdict.ts";

/* Stories of Microsoft 365: each attack is found as one incident, each twin stays silent, and one changed fact changes the verdict. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-m365-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const scenarios = loadScenarios();
sayUnturned(scenarios.length);

for (const [index, scenario] of scenarios.entries()) {
  describe(`${scenario.kind} ${scenario.name}`, () => {
    let scan: ScanResult;
    let told: Awaited<ReturnType<typeof tellScenario>>;
    beforeAll(async () => {
      scan = await scanPaths([scenario.logs]);
      told = await tellScenario(scenario.name);
    });

    it("is read whole and accounted for, and its logs are what its story tells", () => {
      expect(scan.summary).toMatchObject({ complete: true, remainder: 0, quarantined: 0, duplicate: 0, records: told.records.length });
    });

    it(scenario.kind === "attack" ? "is found as one incident on the right automation" : "stays silent at medium and above", () => {
      const found = loud(scan.incidents);
      if (scenario.kind === "twin") return expect(found, inWords(found)).toEqual([]);
      const [incident] = found;
      expect([found.length, incident?.automation.id.endsWith(scenario.expected.automation)], inWords(found)).toEqual([1, true]);
      expect(incident?.severity, inWords(found)).toBe(scenario.expected.severity);
      const shown = incident?.timeline.map((entry) => entry.event_id);
      expect(shown, inWords(found)).toEqual(expect.arrayContaining(scenario.expected.shows.map((label: string) => told.eventIds[label])));
      const evidence = incident?.evidence.map(({ id }) => id);
      expect(evidence, inWords(found)).toEqual(expect.arrayContaining(scenario.expected.evidence));
      // Effects carry how they are tied to the flow, and what cannot be seen is said.
      const effects = incident?.timeline.filter((entry) => entry.stage === "effect") ?? [];
      expect(effects.every(({ attribution }) => attribution !== null && attribution.confidence > 0)).toBe(true);
      expect(incident?.blind_spots.map(({ stage }) => stage)).toContain("execute");
    });

    it(`changes its verdict when one fact changes: ${scenario.minimal_pair.changed}`, async () => {
      const folder = path.join(scratch, scenario.name, "pair");
      writeLogs(folder, (await tellScenario(scenario.name, true)).records);
      const { incidents } = await scanPaths([folder]);
      const { at_most, at_least } = scenario.minimal_pair.expected;
      if (at_most !== undefined) {
        expect(rank(at_most)).toBeLessThan(rank(scenario.expected.severity));
        expect(loudest(incidents), inWords(incidents)).toBeLessThanOrEqual(rank(at_most));
      }
      if (at_least !== undefined) expect(loudest(incidents), inWords(incidents)).toBeGreaterThanOrEqual(rank(at_least));
    });

    it("points every timeline entry at a raw record", async () => {
      for (const { timeline } of scan.incidents) {
        for (const { raw, event_id } of timeline) expect(String(await readRawRecord(raw))).toContain(event_id);
      }
    });

    it("gives the incidents that were reviewed", async () => {
      await expect(canonical(scan.incidents)).toMatchFileSnapshot(scenario.golden);
    });

    // A twin has none to compare, and what it must not show is the same records.
    if (scenario.kind === "twin") return;
    it.runIf(isTurned(index))("gives the same incidents from exports that are late, backwards and delivered twice", async () => {
      const folder = path.join(scratch, scenario.name, "turned");
      mkdirSync(folder, { recursive: true });
      const turned = told.records.toReversed();
      const audit = turned.filter((record) => "CreationTime" in record);
      const traces = turned.filter((record) => "Received" in record);
      const rest = turned.filter((record) => !("CreationTime" in record) && !("Received" in record));
      writeFileSync(path.join(folder, "a.csv"), searchExport(audit));
      writeFileSync(
        path.join(folder, "b.jsonl"),
        [...rest, ...audit.slice(0, 200)].map((record) => `${JSON.stringify(record)}\n`).join(""),
      );
      if (traces.length > 0) writeFileSync(path.join(folder, "c.csv"), tableOf(traces));
      const again = await scanPaths([folder]);
      expect(again.summary).toMatchObject({ complete: true, remainder: 0, quarantined: 0 });
      expect(canonical(again.incidents)).toBe(canonical(scan.incidents));
    });
  });
}
