import { createHash } from "node:crypto";
import type { CompiledRule } from "../model.ts";

/** A hash of what the rules say, whatever their order: other content, other digest. Folders do not count. */
export function ruleDigest(rules: readonly CompiledRule[]): string {
  const lines = rules.map((rule) => JSON.stringify([rule.id, rule.recipe, rule.sha256 ?? rule.title]));
  return createHash("sha256").update(lines.toSorted().join("\n")).digest("hex");
}
