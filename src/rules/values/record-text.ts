import { isObject } from "./field-access.ts";

/**
 * What a value says as text; none for null and lists. Numbers and truth values as JSON writes them.
 * An object is its compact JSON, and once more with `\"` written plain, since vendors put JSON into JSON strings and
 * rules ask `requestParameters|contains` for pieces of it.
 */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return Number.isFinite(value) ? [String(value)] : [];
  if (typeof value === "boolean" || typeof value === "bigint") return [String(value)];
  if (!isObject(value)) return [];
  const json = jsonOf(value);
  if (json === null) return [];
  return json.includes('\\"') ? [json, json.replaceAll('\\"', '"')] : [json];
}

function jsonOf(value: object): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    // Too deep to be written. Inputs quarantine such records long before a rule sees them.
    return null;
  }
}

/** Every scalar of a record as text, however deep it lies. */
export function* everyText(record: unknown): Generator<string> {
  const seen = new Set<object>();
  const open: unknown[] = [record];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) {
      yield* textsOf(next);
    } else if (!seen.has(next)) {
      seen.add(next);
      for (const item of Object.values(next)) open.push(item);
    }
  }
}
