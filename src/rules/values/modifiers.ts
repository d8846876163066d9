// `field|modifier|modifier`: which modifiers there are (Sigma modifiers appendix 2.1.0) and which go together.
import { DATE_PARTS, type DatePart } from "./date-part.ts";
import type { Comparison } from "./value-tests.ts";

/** Rewrites of a text value, applied in the order in which they are written. */
export const TRANSFORMS = [
  "contains",
  "startswith",
  "endswith",
  "windash",
  "base64",
  "base64offset",
  "utf16",
  "utf16le",
  "utf16be",
  "wide",
] as const;
export type Transform = (typeof TRANSFORMS)[number];
const PLACEMENTS: readonly string[] = ["contains", "startswith", "endswith"];
const COMPARISONS: readonly Comparison[] = ["lt", "lte", "gt", "gte"];
const TYPES = ["re", "cidr", "exists", "fieldref"] as const;
const FLAGS: readonly string[] = ["i", "m", "s"];
const SWITCHES: readonly string[] = ["all", "cased", "neq"];

/** A key of a search, taken apart. An empty `field` means the whole record (keywords). */
export interface FieldKey {
  readonly field: string;
  /** What kind of comparison the values are for; `text` unless a modifier says otherwise. */
  readonly type: (typeof TYPES)[number] | "text" | "compare" | "date";
  readonly transforms: readonly Transform[];
  readonly comparison: Comparison | null;
  readonly datePart: DatePart | null;
  readonly flags: ReadonlySet<string>;
  readonly all: boolean;
  readonly cased: boolean;
  readonly negated: boolean;
}

/** The key taken apart, or what is wrong with it. */
export function parseFieldKey(key: string): FieldKey | { readonly error: string } {
  const [field = "", ...names] = key.split("|");
  if (field === "" && names.length === 0) return { error: "a field name is missing" };
  const error = checkNames(names);
  if (error !== null) return { error };
  const comparison = COMPARISONS.find((name) => names.includes(name)) ?? null;
  const datePart = DATE_PARTS.find((name) => names.includes(name)) ?? null;
  const type = TYPES.find((name) => names.includes(name)) ?? (datePart !== null ? "date" : comparison !== null ? "compare" : "text");
  const parsed: FieldKey = {
    field,
    type,
    transforms: names.flatMap((name) => TRANSFORMS.find((known) => known === name) ?? []),
    comparison,
    datePart,
    flags: new Set(names.filter((name) => FLAGS.includes(name))),
    all: names.includes("all"),
    cased: names.includes("cased"),
    negated: names.includes("neq"),
  };
  return checkTogether(parsed, names) ?? parsed;
}

function checkNames(names: readonly string[]): string | null {
  const known: readonly string[] = [...TRANSFORMS, ...COMPARISONS, ...TYPES, ...FLAGS, ...SWITCHES, ...DATE_PARTS];
  for (const [at, name] of names.entries()) {
    if (name === "expand") return "|expand takes names of value lists, and none are defined here; write the values out";
    if (!known.includes(name)) return `there is no modifier "${name}"`;
    if (names.indexOf(name) !== at) return `the modifier "${name}" stands twice`;
  }
  return null;
}

function checkTogether(key: FieldKey, names: readonly string[]): { readonly error: string } | null {
  const exclusive = names.filter((name) => [...TYPES, ...COMPARISONS].some((type) => type === name));
  if (exclusive.length > 1) return { error: `the modifiers ${exclusive.map((name) => `"${name}"`).join(" and ")} do not go together` };
  if (names.filter((name) => DATE_PARTS.some((part) => part === name)).length > 1)
    return { error: "only one part of a date can be compared" };
  if (key.datePart !== null && key.comparison === null && exclusive.length > 0)
    return { error: `"${key.datePart}" and "${exclusive[0]}" do not go together` };
  if (key.flags.size > 0 && key.type !== "re") return { error: 'the modifiers "i", "m" and "s" only go with "re"' };
  const placements = key.transforms.filter((name) => PLACEMENTS.includes(name));
  if (placements.length > 1) return { error: `only one of ${PLACEMENTS.join(", ")} can be used` };
  const stray = key.type === "text" ? undefined : key.transforms.find((name) => key.type !== "fieldref" || !PLACEMENTS.includes(name));
  if (stray !== undefined) return { error: `"${stray}" does not go with "${exclusive[0] ?? key.datePart ?? ""}"` };
  if (key.cased && !["text", "fieldref", "re"].includes(key.type)) return { error: '"cased" only goes with texts' };
  if (key.type === "exists" && names.length > 1) return { error: '"exists" takes no other modifier; write exists: false instead of neq' };
  if (key.field === "" && !["text", "re"].includes(key.type)) return { error: "without a field only texts can be searched for" };
  return null;
}
