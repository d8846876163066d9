/**
 * Reading fields of records that nobody vouches for. Wrong types read as absent, so that an
 * extractor never has to think about them and never throws.
 */
type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = Object.freeze({});

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at a path, or an empty one. Only own keys count. */
export function objectAt(value: unknown, ...path: readonly string[]): Fields {
  const found = valueAt(value, ...path);
  return isFields(found) ? found : NO_FIELDS;
}

export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (!isFields(here)) return undefined;
    here = here[key];
    // Asking whether a key is an object's own is slow. What is inherited is a function or where it comes from, and no JSON holds those.
    if (typeof here === "function" || here === Object.prototype) return undefined;
  }
  return here;
}

/** A non-empty string at a path, else null. */
export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = valueAt(value, ...path);
  return typeof found === "string" && found !== "" ? found : null;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | null {
  const found = valueAt(value, ...path);
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}

/** A boolean at a path; the texts "true" and "false" count, because exporters write them. */
export function flagAt(value: unknown, ...path: readonly string[]): boolean | null {
  const found = valueAt(value, ...path);
  if (typeof found === "boolean") return found;
  if (typeof found !== "string") return null;
  const folded = found.toLowerCase();
  return folded === "true" ? true : folded === "false" ? false : null;
}

/** A list at a path. A single value counts as a list of one, absence as an empty one. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  if (Array.isArray(found)) return found;
  return found === undefined || found === null ? [] : [found];
}

/** The non-empty strings of a list at a path. */
export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).filter((item): item is string => typeof item === "string" && item !== "");
}

/** Parsed JSON, or undefined where the text is no JSON (cut, omitted, not a string). */
export function parsedJson(value: unknown): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** JSON text with keys in one order at every depth, so that two spellings of one value read alike. */
export function orderedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(orderedJson).join(",")}]`;
  if (!isFields(value)) return JSON.stringify(value) ?? "null";
  const entries = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${orderedJson(value[key])}`);
  return `{${entries.join(",")}}`;
}
