// The block that makes a Sigma rule a stage rule of ours: which stage it marks, which kind of fact a match becomes,
// and which of the log source's entity extractors reads who and what.
import { FACT_KINDS, STAGES } from "../../facts/kinds.ts";
import { type FactRecipe, LOOKS } from "../../facts/recipe.ts";
import { text } from "../files/document.ts";
import type { Report } from "./search.ts";
import { entry, type LocatedMap } from "../files/located.ts";

const KEYS = ["stage", "fact", "entity", "look"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads what only our own rules must have: a UUID, if any, of the right form, and `faastrail:`. Null after a report. */
export function readFactBlock(map: LocatedMap, rule: string, report: Report): FactRecipe | null {
  const uuid = text(map, "id", report);
  // Sigma recommends a UUID and takes anything; ours are referred to from outside, so they keep the form.
  if (uuid !== null && !UUID.test(uuid)) report(entry(map, "id") ?? map, "id is a UUID");
  const block = entry(map, "faastrail");
  if (block?.is !== "map") {
    report(block ?? map, "a stage rule needs a block `faastrail` with stage, fact and entity");
    return null;
  }
  for (const { key, name } of block.entries) {
    if (!KEYS.includes(name)) report(key, `faastrail has no key "${name}"; it takes ${KEYS.join(", ")}`);
  }
  const stage = word(block, "stage", STAGES, report);
  const kind = word(block, "fact", FACT_KINDS, report);
  const look = entry(block, "look") === undefined ? "first" : word(block, "look", LOOKS, report);
  const entity = text(block, "entity", report);
  if (entity === null) report(block, "faastrail needs an entity: the name of an extractor of the log source");
  if (stage === null || kind === null || look === null || entity === null) return null;
  return { rule, stage, kind, entity, look };
}

function word<Word extends string>(map: LocatedMap, name: string, allowed: readonly Word[], report: Report): Word | null {
  const value = text(map, name, report);
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) report(entry(map, name) ?? map, `${name} is one of ${allowed.join(", ")}`);
  return found ?? null;
}
