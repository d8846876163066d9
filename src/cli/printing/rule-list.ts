import { STAGES } from "../../facts/kinds.ts";
import { fit } from "../../outputs/text/fit.ts";
import { plainText } from "../../outputs/text/plain-text.ts";
import type { CompiledRule } from "../../rules/model.ts";
import { printableJson } from "../../util/printable.ts";

/** One rule as a JSON object. */
export function ruleLine({ id, title, status, level, tags, logsource, recipe, file }: CompiledRule): string {
  const makes = recipe === null ? null : { stage: recipe.stage, kind: recipe.kind, entity: recipe.entity, look: recipe.look };
  return printableJson({ id, title, status, level, tags, logsource, makes, file });
}

/** Rules by stage as rows: id, kind of fact, title. Rules of others, which only annotate, come last. */
export function ruleTable(rules: readonly CompiledRule[], columns: number): string {
  const groups = [...STAGES, null].map((stage) => ({ stage, rules: rules.filter(({ recipe }) => (recipe?.stage ?? null) === stage) }));
  const filled = groups.filter((group) => group.rules.length > 0);
  const idWidth = Math.min(36, Math.max(4, ...rules.map(({ id }) => id.length)));
  const lines = filled.flatMap((group) => [group.stage ?? "annotations", ...group.rules.map((rule) => ruleRow(rule, idWidth, columns))]);
  return lines.map((line) => `${line}\n`).join("");
}

function ruleRow({ id, title, recipe }: CompiledRule, idWidth: number, columns: number): string {
  const row = `  ${fit(plainText(id), idWidth)}  ${fit(recipe?.kind ?? "", 16)}  ${plainText(title)}`;
  return fit(row, Math.min(160, Math.max(60, columns))).trimEnd();
}
