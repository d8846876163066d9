import { textAt, valueAt } from "../../fields.ts";

/** A text at a path, numbers as text: pipelines turn whole numbers that Google writes as texts into numbers. Null otherwise. */
export function scalarAt(value: unknown, ...path: readonly string[]): string | null {
  const found = valueAt(value, ...path);
  return typeof found === "number" && Number.isFinite(found) ? String(found) : textAt(value, ...path);
}
