import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanPaths } from "../src/cli/pipeline.ts";
import { PERMUTATIONS } from "./lib/permute.mjs";
import { loadScenarios } from "./lib/scenario.mjs";
import { canonical } from "./lib/verdict.ts";

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-permutations-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

for (const scenario of loadScenarios()) {
  describe(`incidents of ${scenario.name}`, () => {
    let expected = "";
    beforeAll(async () => {
      expected = canonical((await scanPaths([scenario.logs])).incidents);
    });

    it.each(Object.entries(PERMUTATIONS))("are byte-identical with %s", async (name, permute) => {
      const folder = path.join(scratch, scenario.name, name.replaceAll(/\W+/g, "-"));
      permute(scenario.logs, folder);
      expect(canonical((await scanPaths([folder])).incidents)).toBe(expected);
      rmSync(folder, { recursive: true });
    });
  });
}
