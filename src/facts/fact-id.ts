import { hash } from "node:crypto";
import type { Fact } from "./fact.ts";

/** Hash over a list of parts, unambiguous whatever the parts contain. */
export function stableHash(parts: readonly unknown[], hexDigits = 20): string {
  return hashOfText(JSON.stringify(parts), hexDigits);
}

/** The hash of parts that are JSON text already. */
export function hashOfText(text: string, hexDigits = 20): string {
  return hash("sha256", text, "hex").slice(0, hexDigits);
}

/** Fields that differ between copies of one event without changing what it says. */
type Identity = Omit<Fact, "factId" | "raw" | "annotations" | "rules">;

/**
 * Id of a fact: a function of what the record says and nothing else, so that a copy in another
 * file, or the same file read twice, gives the same id. Two facts of one record differ by kind,
 * target and automation, which are part of the content.
 */
export function factId(fact: Identity): string {
  const content = fieldsOf(fact).map((key) => [key, key === "detail" ? sortedEntries(fact.detail) : fact[key]]);
  return `f_${stableHash(content)}`;
}

type Field = keyof Identity;
let lastNames = "";
let lastFields: readonly Field[] = [];

/** The fields that make the id, sorted. All facts have the same ones, so they are sorted once. */
function fieldsOf(fact: Identity): readonly Field[] {
  const keys = Object.keys(fact) as Field[]; // a fact has no other keys
  const names = keys.join();
  if (names === lastNames) return lastFields;
  lastNames = names;
  lastFields = keys.filter((key) => key !== "flags").toSorted((a, b) => (a < b ? -1 : 1));
  return lastFields;
}

function sortedEntries(detail: Fact["detail"]): readonly (readonly [string, unknown])[] {
  return Object.entries(detail).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
