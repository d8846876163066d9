import { createHash } from "node:crypto";
import type { FactRecipe } from "../../facts/recipe.ts";
import { compileDetection, type Detection } from "../detection/detection.ts";
import { otherKind, readHead } from "./document.ts";
import { readFactBlock } from "../detection/fact-block.ts";
import { holds } from "../logic.ts";
import type { CompiledRule } from "../model.ts";
import { needsAnywhere } from "../questions/needs.ts";
import type { Problem } from "./problem.ts";
import type { Report } from "../detection/search.ts";
import { entry, type LocatedMap } from "./located.ts";
import type { YamlDocument } from "./yaml-file.ts";

/** A rule, or everything that is wrong with its document. */
export type Compiled = { readonly rule: CompiledRule } | { readonly problems: readonly Problem[] };

/** Compiles one document. `ours`: it must say which fact a match becomes; others only annotate. */
export function compileRule(document: YamlDocument, id: string, file: string, ours: boolean): Compiled {
  const problems: Problem[] = [];
  const report: Report = ({ line, column }, reason) => void problems.push({ file, line, column, reason });
  const { root } = document;
  if (root.is !== "map") {
    report(root, "a Sigma rule is a map with title, logsource and detection");
    return { problems };
  }
  const other = otherKind(root);
  if (other !== null) {
    report(other.at, other.reason);
    return { problems };
  }
  const head = readHead(root, report);
  const recipe = ours ? readFactBlock(root, id, report) : null;
  const detection = detectionOf(root, report);
  if (problems.length > 0 || detection === null) return { problems };
  return { rule: assemble({ id, file, recipe, ...head }, detection, document) };
}

function detectionOf(root: LocatedMap, report: Report): Detection | null {
  const found = entry(root, "detection");
  if (found?.is === "map") return compileDetection(found, report);
  report(root, "a rule needs a detection with at least one search and a condition");
  return null;
}

type Head = Pick<CompiledRule, "id" | "file"> & { readonly recipe: FactRecipe | null } & ReturnType<typeof readHead>;

function assemble(head: Head, detection: Detection, document: YamlDocument): CompiledRule {
  const { logic, unused } = detection;
  return {
    ...head,
    matches: (record) => holds(logic, record),
    needs: needsAnywhere(logic),
    logic,
    sha256: createHash("sha256").update(document.text).digest("hex"),
    line: document.root.line,
    unused,
  };
}
