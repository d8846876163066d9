import { isUtf8 } from "node:buffer";
import type { Flag } from "../../facts/kinds.ts";
import type { Source, Unwrapped } from "../../sources/contract.ts";
import type { Limits } from "../contract.ts";
import type { Cut } from "../cut/cut.ts";
import { shapeOfValue } from "../cut/json-shape.ts";
import { RECORD_REASONS } from "../reasons.ts";
import { skipBlank } from "../open/sniff.ts";
import { isRecord, type Reading, readingAs, valuesOf } from "../understand.ts";

/** A record that a value is or holds. */
export interface FoundRecord {
  /** Where in the value it stands; null for the value itself. */
  readonly path: string | null;
  /** One, unless a key is written twice. A string says why the record cannot be read. */
  readonly readings: readonly Reading[] | string;
}

/** The records that the value at a cut is or holds: mostly itself. */
export function readRecords(bytes: Buffer, cut: Cut, sources: readonly Source[], limits: Limits, damaged: boolean): readonly FoundRecord[] {
  if (cut.broken) return [{ path: null, readings: RECORD_REASONS.notJson }];
  const flags: Flag[] = damaged ? ["damaged_object"] : [];
  // What is no UTF-8 is read with replacement characters.
  if (!isUtf8(bytes.subarray(cut.start, cut.end))) flags.push("noncanonical");
  const values = valuesOf(() => bytes.toString("utf8", cut.start, cut.end), cut, limits);
  if (typeof values === "string") return [{ path: null, readings: values }];
  const all = values.length === 1 ? flags : [...flags, "ambiguous" as const];
  const readings = values.map((value) => readingAs(value, all, sources));
  if (!readings.every((reading) => reading.is === "unknown")) return [{ path: null, readings }];
  const inside = unwrapAll(values, { sources, limits, flags: all });
  return inside.length > 0 ? inside : [{ path: null, readings }];
}

interface Inside {
  readonly sources: readonly Source[];
  readonly limits: Limits;
  readonly flags: readonly Flag[];
}

/** Wrappers in wrappers: a queue's message around a notification around an event is three. */
const MOST_WRAPPERS = 8;

/** What the readings of a value hold, united by path. */
function unwrapAll(values: readonly unknown[], inside: Inside): readonly FoundRecord[] {
  const byPath = new Map<string, FoundRecord>();
  for (const found of values.flatMap((value) => unwrap(value, inside, "", 1))) {
    const path = found.path ?? "";
    const known = byPath.get(path)?.readings;
    if (known === undefined || typeof known === "string") byPath.set(path, found);
    else if (typeof found.readings !== "string") byPath.set(path, { path, readings: [...known, ...found.readings] });
  }
  return [...byPath.values()];
}

/**
 * Records inside one value. Sources say where to look; of the places that they name, the first with anything in it counts,
 * all items of a list being one place.
 */
function unwrap(value: unknown, inside: Inside, path: string, level: number): readonly FoundRecord[] {
  if (!isRecord(value) || level > MOST_WRAPPERS) return [];
  let unusable: readonly FoundRecord[] = [];
  const given = inside.sources.flatMap((source) => source.unwrap?.(value) ?? []);
  for (const place of placesOf(given).values()) {
    const found = place.flatMap((one) => readInner(one, inside, joined(path, one.path), level));
    if (found.some(({ readings }) => typeof readings !== "string" && readings.some(({ is }) => is !== "unknown"))) return found;
    // Somebody wrapped an event here, only it cannot be read.
    if (unusable.length === 0 && found.every(({ readings }) => typeof readings === "string")) unusable = found;
  }
  return unusable;
}

/** By place. Several sources may name the same value, which is then looked at once. */
function placesOf(given: readonly Unwrapped[]): ReadonlyMap<string, readonly Unwrapped[]> {
  const places = new Map<string, Unwrapped[]>();
  const seen = new Map<unknown, Set<string>>();
  for (const one of given) {
    const paths = seen.get(one.record) ?? new Set();
    if (paths.has(one.path)) continue;
    seen.set(one.record, paths.add(one.path));
    const place = one.path.replaceAll(/\[\d+\]/g, "[]");
    const known = places.get(place);
    if (known === undefined) places.set(place, [one]);
    else known.push(one);
  }
  return places;
}

function joined(path: string, next: string): string {
  if (path === "" || next === "") return path + next;
  return `${path}.${next}`;
}

function readInner({ record }: Unwrapped, inside: Inside, path: string, level: number): readonly FoundRecord[] {
  const values = typeof record === "string" ? valuesOfText(record, inside.limits) : [record];
  if (typeof values === "string") return [{ path, readings: values }];
  const flags = values.length === 1 ? inside.flags : [...inside.flags, "ambiguous" as const];
  return values.flatMap((value): readonly FoundRecord[] => {
    const reading = readingAs(value, flags, inside.sources);
    const deeper = reading.is === "unknown" ? unwrap(value, { ...inside, flags }, path, level + 1) : [];
    return deeper.length > 0 ? deeper : [{ path, readings: [reading] }];
  });
}

function valuesOfText(text: string, limits: Limits): readonly unknown[] | string {
  const bytes = Buffer.from(text);
  const start = skipBlank(bytes, 0);
  const opens = bytes[start] === 0x7b || bytes[start] === 0x5b;
  if (!opens) return RECORD_REASONS.notJson;
  const shape = shapeOfValue(bytes, start);
  if (shape.state !== "complete" || skipBlank(bytes, shape.end) < bytes.length) return RECORD_REASONS.notJson;
  return valuesOf(() => text, { ...shape, start }, limits);
}
