import { endOfText } from "./json-shape.ts";

/*
 * JSON leaves open what a key means that stands twice in an object (RFC 8259, section 4): JSON.parse
 * takes the last value, other readers the first. Whoever writes a record could hide in that gap.
 */

/** Keys of all objects in a parsed value; fewer than were written means that some were written twice. */
export function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countKeys(item);
    return count;
  }
  for (const item of Object.values(value)) count += 1 + countKeys(item);
  return count;
}

/**
 * What a reader sees that takes the `nth` value (from 0) of a repeated key, or the last one if there
 * are fewer. `text` must be JSON that JSON.parse accepts, nested no deeper than the limit.
 */
export function readingOf(text: string, nth: number): { readonly value: unknown; readonly mostRepeats: number } {
  const reader = { bytes: Buffer.from(text), at: 0, nth, mostRepeats: 0 };
  const value = readValue(reader);
  return { value, mostRepeats: reader.mostRepeats };
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
  readonly nth: number;
  mostRepeats: number;
}

function readValue(reader: Reader): unknown {
  skipTo(reader, /[^\s:,]/);
  const start = reader.at;
  const byte = String.fromCharCode(reader.bytes[start] ?? 0);
  if (byte === "{") return readObject(reader);
  if (byte === "[") return readList(reader);
  if (byte === '"') reader.at = endOfText(reader.bytes, start) + 1;
  else skipTo(reader, /[\s,\]}]/);
  return JSON.parse(reader.bytes.toString("utf8", start, reader.at));
}

function readList(reader: Reader): unknown[] {
  const items: unknown[] = [];
  reader.at += 1;
  while (!closes(reader, "]")) items.push(readValue(reader));
  return items;
}

function readObject(reader: Reader): unknown {
  const seen = new Map<string, { value: unknown; times: number }>();
  reader.at += 1;
  while (!closes(reader, "}")) {
    const key = String(readValue(reader));
    const value = readValue(reader);
    const times = (seen.get(key)?.times ?? 0) + 1;
    if (times <= reader.nth + 1) seen.set(key, { value, times });
    else seen.set(key, { value: seen.get(key)?.value, times });
    reader.mostRepeats = Math.max(reader.mostRepeats, times);
  }
  // fromEntries defines own keys, so that a key `__proto__` stays a plain key.
  return Object.fromEntries([...seen].map(([key, { value }]) => [key, value]));
}

function closes(reader: Reader, bracket: string): boolean {
  skipTo(reader, /[^\s:,]/);
  if (reader.at < reader.bytes.length && String.fromCharCode(reader.bytes[reader.at]!) !== bracket) return false;
  reader.at += 1;
  return true;
}

function skipTo(reader: Reader, wanted: RegExp): void {
  while (reader.at < reader.bytes.length && !wanted.test(String.fromCharCode(reader.bytes[reader.at]!))) reader.at += 1;
}
