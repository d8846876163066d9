// Writes down what prepared-rules.ts takes up. Only the build runs this.
import { entry, type LocatedMap } from "./located.ts";
import type { CompiledRule } from "../model.ts";
import { digestOfFiles, type PreparedRules, type PreparedHead } from "./prepared-rules.ts";
import type { RuleFile } from "./rule-files.ts";
import { readYaml } from "./yaml-file.ts";

/** What `preparedRules` needs later. `rules` must be those that the full way made of these files, in the same order. */
export function prepareRules(files: readonly RuleFile[], rules: readonly CompiledRule[]): PreparedRules {
  const heads = rules.map((rule, at): PreparedHead => {
    const { matches: _, needs: _needs, logic: _logic, ...head } = rule;
    return { ...head, file: files[at]?.id ?? "" };
  });
  return { sha256: digestOfFiles(files), heads, detections: files.map((file) => JSON.stringify(detectionIn(file))) };
}

function detectionIn(file: RuleFile): LocatedMap {
  const root = readYaml(file.text, file.path).documents[0]?.root;
  const detection = root?.is === "map" ? entry(root, "detection") : undefined;
  if (detection?.is !== "map") throw new Error(`${file.path}: no detection in a rule that was checked before`);
  return detection;
}
