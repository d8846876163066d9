import { fit } from "../outputs/fit.ts";
import { plainText } from "../outputs/plain-text.ts";
import type { CompiledRule } from "../rules/model.ts";
import { printableJson } from "../util/printable.ts";

/** One rule as a JSON object. */
export function ruleLine({ id, title, status, level, tags, logsource, recipe, file }: CompiledRule): string {
  const makes = recipe === null ? null : { stage: recipe.stage, kind: recipe.kind, entity: recipe.entity, look: recipe.look };
  return printableJson({ id, title, status, level, tags, logsource, makes, file });
}

/** Rules as rows: id, stage and kind of fact, title. */
export function ruleTable(rules: readonly CompiledRule[], columns: number): string {
  const width = Math.min(140, Math.max(60, columns));
  const idWidth = Math.min(42, Math.max(4, ...rules.map(({ id }) => id.length)));
  const rows = rules.map(({ id, title, recipe }) => {
    const makes = recipe === null ? "annotates" : `${recipe.stage} ${recipe.kind}`;
    return `${fit(plainText(id), idWidth)}  ${fit(makes, 24)}  ${plainText(title)}`;
  });
  return rows.map((row) => `${fit(row, width).trimEnd()}\n`).join("");
}
