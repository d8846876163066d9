/** Reads scenarios/aws/NAME/scenario.yml and knows where its files are. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const AWS = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "aws");

/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} folder
 * @property {string} logs
 * @property {string} golden
 * @property {string} title
 * @property {"attack" | "twin"} kind
 * @property {{retells: readonly string[], records: string}} provenance
 * @property {boolean} [delivered_twice] some of its records come a second time, as from a second trail
 * @property {readonly {at: string, event: string, what: string}[]} story
 * @property {{severity: string, automation: string, run_as: string, stages: readonly string[], shows: readonly string[]}} expected: `shows` are event ids that the timeline must hold
 * @property {{changed: string, patch: readonly import("./patch.mjs").PatchEntry[], expected: {at_most?: string, at_least?: string, automation?: string}}} minimal_pair
 */

/** @returns {readonly Scenario[]} in the order of their names */
export function loadScenarios() {
  return readdirSync(AWS)
    .toSorted()
    .map((name) => {
      const folder = path.join(AWS, name);
      const told = parse(readFileSync(path.join(folder, "scenario.yml"), "utf8"));
      return { ...told, name, folder, logs: path.join(folder, "logs"), golden: path.join(folder, "expected.json") };
    });
}
