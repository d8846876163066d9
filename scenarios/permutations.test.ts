import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanPaths } from "../src/cli/pipeline/scan-paths.ts";
import { writePatched } from "./lib/patch.mjs";
import { PERMUTATIONS } from "./lib/permute.mjs";
import { loadScenarios } from "./lib/scenario.mjs";
import { isTurned, sayUnturned } from "./lib/turned.ts";
import { canonical } from "./lib/verdict.ts";

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-permutations-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const all = loadScenarios();
const chosen = all.filter((_, index) => isTurned(index));
sayUnturned(all.length);

for (const scenario of chosen) {
  describe(`incidents of ${scenario.name}`, () => {
    // A twin has no incidents to compare, so the attack that its minimal pair makes of it is taken.
    const logs = scenario.kind === "attack" ? scenario.logs : path.join(scratch, scenario.name, "pair");
    let expected = "";
    beforeAll(async () => {
      if (scenario.kind === "twin") writePatched(scenario.logs, logs, scenario.minimal_pair.patch);
      expected = canonical((await scanPaths([logs])).incidents);
    });

    it("exist", () => expect(JSON.parse(expected)).not.toEqual([]));

    // The first two change the order in which everything arrives; attacks get all four.
    const permutations = Object.entries(PERMUTATIONS).slice(0, scenario.kind === "attack" ? 4 : 2);
    it.each(permutations)("are byte-identical with %s", async (name, permute) => {
      const folder = path.join(scratch, scenario.name, name.replaceAll(/\W+/g, "-"));
      permute(logs, folder);
      expect(canonical((await scanPaths([folder])).incidents)).toBe(expected);
      rmSync(folder, { recursive: true });
    });
  });
}
