import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanPaths } from "../src/cli/pipeline/scan-paths.ts";
import type { ScanResult } from "../src/cli/pipeline/scan-paths.ts";
import { readRawRecord } from "../src/inputs/raw-record.ts";
import { loadScenarios, tellScenario, writeLogs } from "./lib/google-workspace/story.mjs";
import { isTurned, sayUnturned } from "./lib/turned.ts";
import { canonical, inWords, loud, loudest, rank } from "./lib/verdict.ts";

/* Stories of Google Workspace: each attack is found as one incident, each twin stays silent, and one changed fact changes the verdict. */

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-workspace-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Item {
  readonly events: readonly unknown[];
}

/** Items of all files: lines, or the items of a page. */
function itemsIn(folder: string): readonly Item[] {
  return readdirSync(folder, { recursive: true })
    .map((file) => path.join(folder, String(file)))
    .filter((file) => statSync(file).isFile())
    .toSorted()
    .flatMap((file) => {
      const text = gunzipSync(readFileSync(file)).toString("utf8");
      const isPage = text.startsWith('{"kind":"admin#reports#activities"');
      const parsed: unknown = isPage
        ? JSON.parse(text).items
        : text
            .trimEnd()
            .split("\n")
            .map((line): unknown => JSON.parse(line));
      return parsed as readonly Item[]; // written by writeLogs
    });
}

function texts(items: readonly unknown[]): readonly string[] {
  return items.map((one) => JSON.stringify(one)).toSorted();
}

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

    it("has logs that are what its story tells", () => {
      expect(texts(itemsIn(scenario.logs))).toEqual(texts(told.records));
    });

    it("is read whole and accounted for, event by event", () => {
      const events = itemsIn(scenario.logs).flatMap((item) => item.events).length;
      expect(scan.summary).toMatchObject({ complete: true, remainder: 0, quarantined: 0, duplicate: 0, records: events });
    });

    it(scenario.kind === "attack" ? "is found as one incident on the right automation" : "stays silent at medium and above", () => {
      const found = loud(scan.incidents);
      if (scenario.kind === "twin") return expect(found, inWords(found)).toEqual([]);
      expect(
        found.map((incident) => incident.automation.name),
        inWords(found),
      ).toEqual([scenario.expected.automation]);
      const [incident] = found;
      expect(incident?.analytic).toBe("AN1055");
      expect(incident?.severity, inWords(found)).toBe(scenario.expected.severity);
      expect(incident?.run_as.map(({ id }) => id)).toContain(scenario.expected.run_as);
      const shown = incident?.timeline.map((entry) => entry.event_id);
      expect(shown).toEqual(expect.arrayContaining(scenario.expected.shows.map((label: string) => told.eventIds[label])));
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
      for (const { timeline } of scan.incidents)
        for (const { raw, event_id } of timeline) expect(String(await readRawRecord(raw))).toContain(event_id);
    });

    it.runIf(isTurned(index))("gives the same incidents backwards, in pages, an event at a time and delivered twice", async () => {
      const folder = path.join(scratch, scenario.name, "turned");
      mkdirSync(path.join(folder, "one"), { recursive: true });
      const items = itemsIn(scenario.logs).toReversed();
      const [pages, single] = [items.filter((_, i) => i % 2 === 0), items.filter((_, i) => i % 2 === 1)];
      const page = { kind: "admin#reports#activities", nextPageToken: "next", items: pages };
      writeFileSync(path.join(folder, "one", "page.json"), JSON.stringify(page, null, 1));
      const split = single.flatMap((item) => item.events.map((event) => ({ ...item, events: event })));
      writeFileSync(path.join(folder, "one", "events.json"), JSON.stringify(split));
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
