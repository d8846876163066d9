import { readFileSync, readdirSync } from "node:fs";
import * as fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { loadStageRules } from "../rules/files/load-stage-rules.ts";
import { SOURCES } from "../sources/registry.gen.ts";
import { scratchFolder } from "./__fixtures__/scratch.ts";
import { tinyOptions } from "./__fixtures__/tiny-source.ts";
import { readInputs } from "./read-inputs.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

type Fields = Readonly<Record<string, unknown>>;

/** Records of all logs of these providers, out of the fixtures of their sources. */
function recordsOf(...providers: readonly string[]): readonly Fields[] {
  return providers.flatMap((provider) => {
    const folder = new URL(`../sources/${provider}/__fixtures__/`, import.meta.url);
    const files = readdirSync(folder, { recursive: true }).map(String);
    return files
      .filter((file) => file.endsWith(".input.json"))
      .flatMap((file) => listIn(JSON.parse(readFileSync(new URL(file, folder), "utf8"))));
  });
}

function listIn(value: unknown): readonly Fields[] {
  const list: unknown = Array.isArray(value) ? value : Object.values(value ?? {}).find(Array.isArray);
  return Array.isArray(list) ? list.filter((one) => typeof one === "object" && one !== null && !Array.isArray(one)) : [];
}

/**
 * Logs of Azure share a beginning, and Event Hubs mix them: what one log has no use for another may wait for. What has a category
 * but no operation is nobody's record, and counts as it looks from outside.
 */
const FIRST = { azure: ["time", "RoleLocation"], m365: ["time", "CreationTime"], "google-workspace": ["kind"], gcp: ["insertId"] };

function beginning(record: Fields, key: string): Fields {
  const { [key]: value, ...rest } = record;
  return value === undefined && key !== "RoleLocation" ? record : { [key]: value ?? "West Europe", ...rest };
}

it("loses no record where logs that begin alike are mixed, in lines and in lists", async () => {
  const rules = await loadStageRules();
  for (const [provider, keys] of Object.entries(FIRST)) {
    const records = recordsOf(...(provider === "azure" ? ["azure", "m365"] : [provider]));
    expect(records.length).toBeGreaterThan(20);
    const one = fc.record({
      record: fc.constantFrom(...records),
      key: fc.constantFrom(...keys),
      drop: fc.constantFrom("", "", "", "category", "properties", "id"),
    });
    const file = fc.tuple(fc.array(one, { minLength: 1, maxLength: 60 }), fc.constantFrom("lines", "list", "records", "value", "Records"));
    await fc.assert(
      fc.asyncProperty(file, async ([parts, form]) => {
        const made = parts.map(({ record, key, drop }) => ({ ...beginning(record, key), ...(drop === "" ? {} : { [drop]: undefined }) }));
        const lines = made.map((record) => `${JSON.stringify(record)}\n`).join("");
        const text = form === "lines" ? lines : JSON.stringify(form === "list" ? made : { [form]: made });
        const path = scratch.write("mixed.json", text);
        const quick = tinyOptions({ sources: SOURCES, rules });
        const careful = tinyOptions({ sources: SOURCES, rules, parseEverything: true });
        const result = await readInputs([path], quick.options);
        expect(await readInputs([path], careful.options)).toEqual(result);
        expect(quick.facts).toEqual(careful.facts);
        expect(quick.activities).toEqual(careful.activities);
      }),
      { numRuns: 15 },
    );
  }
});
