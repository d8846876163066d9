import { createHash } from "node:crypto";
import type { Fact } from "./fact.ts";

/** Hash over a list of parts, unambiguous whatever the parts contain. */
export function stableHash(parts: readonly unknown[], hexDigits = 20): string {
  return hashOfText(JSON.stringify(parts), hexDigits);
}

/** The hash of parts that are JSON text already. */
export function hashOfText(text: string, hexDigits = 20): string {
  return createHash("sha256").update(text).digest("hex").slice(0, hexDigits);
}

/** Fields that differ between copies of one event without changing what it says. */
type Identity = Omit<Fact, "factId" | "raw" | "annotations" | "rules">;

/**
 * Id of a fact: a function of what the record says and nothing else, so that a copy in another
 * file, or the same file read twice, gives the same id. Two facts of one record differ by kind,
 * target and automation, which are part of the content.
 */
export function factId(fact: Identity): string {
  const content = Object.entries(fact)
    .filter(([key]) => key !== "flags")
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, key === "detail" ? sortedEntries(fact.detail) : value]);
  return `f_${stableHash(content)}`;
}

function sortedEntries(detail: Fact["detail"]): readonly (readonly [string, unknown])[] {
  return Object.entries(detail).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
