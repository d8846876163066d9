import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanPaths } from "../../src/cli/pipeline/scan-paths.ts";
import type { ScanResult } from "../../src/cli/pipeline/scan-paths.ts";
import { readRawRecord } from "../../src/inputs/raw-record.ts";
import { loadScenarios, tellScenario, writeLogs } from "../lib/cross-cloud/scenario.mjs";
import { writeTurned } from "../lib/cross-cloud/turn.mjs";
import { canonical, inWords, loud, loudest, rank } from "../lib/verdict.ts";

/* Stories over several clouds: one incident each, tied together by identifiers alone; with one identifier changed nothing is tied. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-cross-cloud-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

for (const scenario of loadScenarios()) {
  describe(`${scenario.kind} ${scenario.name}`, () => {
    let scan: ScanResult;
    let eventIds: Readonly<Record<string, string>>;
    beforeAll(async () => {
      scan = await scanPaths([scenario.logs]);
      ({ eventIds } = await tellScenario(scenario.name));
    });

    it("is read whole and accounted for, and its steps are among the records", () => {
      expect(scan.summary).toMatchObject({ complete: true, remainder: 0, quarantined: 0, duplicate: 0 });
      for (const { step } of scenario.story) expect(eventIds[step], step).toBeDefined();
    });

    it(
      scenario.kind === "attack" ? "is one incident at its anchor, with the deeds in the other cloud" : "stays silent at medium and above",
      () => {
        const found = loud(scan.incidents);
        if (scenario.kind === "twin") return expect(found, inWords(found)).toEqual([]);
        const { expected } = scenario;
        const [incident, ...others] = found;
        expect(incident?.automation.id.endsWith(expected.automation), inWords(found)).toBe(true);
        expect(incident?.account.endsWith(expected.account ?? "")).toBe(true);
        expect(incident?.severity, inWords(found)).toBe(expected.severity);
        expect(incident?.run_as.some(({ id }) => id.endsWith(expected.run_as))).toBe(true);
        expect(incident?.timeline.map((entry) => entry.event_id)).toEqual(
          expect.arrayContaining(expected.shows.map((step: string) => eventIds[step])),
        );
        expect(incident?.timeline.map((entry) => entry.account)).toEqual(expect.arrayContaining(expected.accounts));
        // Stories told by themselves are linked, in both directions.
        expect(others.map((other) => other.automation.id)).toEqual(expected.linked);
        expect(incident?.linked).toEqual(others.map((other) => other.id));
        for (const other of others) expect(other.linked).toEqual([incident?.id]);
      },
    );

    it(`changes its verdict when one identifier changes: ${scenario.minimal_pair.changed}`, async () => {
      const folder = path.join(scratch, scenario.name, "pair");
      writeLogs(folder, scenario.name, (await tellScenario(scenario.name, true)).records);
      const { incidents } = await scanPaths([folder]);
      const { at_most, at_least, automation } = scenario.minimal_pair.expected;
      const about = incidents.filter((incident) => incident.automation.id.endsWith(automation ?? scenario.expected.automation));
      if (at_most !== undefined) {
        expect(loudest(about), inWords(incidents)).toBeLessThanOrEqual(rank(at_most));
        expect(incidents.flatMap((incident) => incident.linked)).toEqual([]);
      }
      if (at_least !== undefined) expect(loudest(about), inWords(incidents)).toBeGreaterThanOrEqual(rank(at_least));
    });

    it("points every timeline entry at a raw record of its own cloud", async () => {
      for (const { raw, source, event_id } of scan.incidents.flatMap((incident) => incident.timeline)) {
        expect(path.relative(scenario.logs, raw.file).split(path.sep)[0]).toBe(source.split("/")[0]);
        if (!event_id.startsWith("without-id")) expect(String(await readRawRecord(raw))).toContain(event_id);
      }
    });

    it("gives the same incidents backwards, split and delivered twice", async () => {
      const folder = path.join(scratch, scenario.name, "turned");
      writeTurned(scenario.logs, folder);
      const turned = await scanPaths([folder]);
      expect(turned.summary).toMatchObject({ complete: true, remainder: 0, quarantined: 0 });
      expect(canonical(turned.incidents)).toBe(canonical(scan.incidents));
    });

    it("gives the incidents that were reviewed", async () => {
      await expect(canonical(scan.incidents)).toMatchFileSnapshot(scenario.golden);
    });
  });
}
