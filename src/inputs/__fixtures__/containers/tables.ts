/** A CSV file with a header, every field quoted that has to be. */
export function csv(header: readonly string[], rows: readonly (readonly string[])[], delimiter = ","): string {
  return [header, ...rows].map((row) => `${row.map(quoted).join(delimiter)}\r\n`).join("");
}

function quoted(field: string): string {
  return /[",\t\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** A value as Athena prints structs: nothing quoted. */
export function structText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(structText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${structText(item)}`)
    .join(", ")}}`;
}

/** Keys in lower case, as Hive has them. */
export function lowerCase(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), lowerCase(item)]));
}
