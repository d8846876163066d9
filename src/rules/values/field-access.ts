// Fields by the log's own dotted path (`requestParameters.policyDocument`). Records are hostile:
// only own keys count (`__proto__` is a key like any other), and nesting is walked without recursion.

/** A field name cut at its dots. */
export interface FieldPath {
  readonly text: string;
  readonly segments: readonly string[];
  /** For each segment but the last, what is left of the name from there on: a key may be that. */
  readonly rests: readonly string[];
}

export function fieldPath(text: string): FieldPath {
  const segments = text.split(".");
  return { text, segments, rests: segments.slice(0, -1).map((_, depth) => segments.slice(depth).join(".")) };
}

/**
 * The values of a field, or null if the record has no such field. A list counts as its elements, at
 * every level, so one match among them is enough; an empty list stands for itself, because it is present.
 * A key that itself contains the rest of the path (`labels` > `k8s.io/name`) is found as well.
 */
export function readField(record: unknown, path: FieldPath): readonly unknown[] | null {
  let here = record;
  for (let depth = 0; depth < path.segments.length; depth += 1) {
    if (!isObject(here)) return Array.isArray(here) ? readBranches(record, path) : null;
    const rest = path.rests[depth];
    if (rest !== undefined && isOwn(here, rest)) return readBranches(record, path);
    const key = path.segments[depth] ?? "";
    if (!isOwn(here, key)) return null;
    here = here[key];
  }
  return flat(here);
}

const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Asking whether a key is an object's own is slow, and only these can be anybody else's. */
function isOwn(value: object, key: string): boolean {
  return key in value && (!INHERITED.has(key) || Object.hasOwn(value, key));
}

/** Where there are lists on the way, or several ways. */
function readBranches(record: unknown, path: FieldPath): readonly unknown[] | null {
  const found: unknown[] = [];
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: record, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (depth === path.segments.length) {
      for (const item of flat(value)) found.push(item);
    } else if (Array.isArray(value)) {
      for (const item of flat(value)) if (isObject(item)) open.push({ value: item, depth });
    } else if (isObject(value)) {
      const key = path.segments[depth] ?? "";
      if (isOwn(value, key)) open.push({ value: value[key], depth: depth + 1 });
      const rest = path.rests[depth];
      if (rest !== undefined && isOwn(value, rest)) open.push({ value: value[rest], depth: path.segments.length });
    }
  }
  return found.length === 0 ? null : found;
}

/** Elements of nested lists in one list; anything else as a list of itself. */
function flat(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [value];
  const found: unknown[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (!Array.isArray(next) || next.length === 0) found.push(next);
    else for (const item of next) open.push(item);
  }
  return found;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
