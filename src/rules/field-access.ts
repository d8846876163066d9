// Fields by the log's own dotted path (`requestParameters.policyDocument`). Records are hostile:
// only own keys count (`__proto__` is a key like any other), and nesting is walked without recursion.

/** A field name cut at its dots. */
export interface FieldPath {
  readonly text: string;
  readonly segments: readonly string[];
}

export function fieldPath(text: string): FieldPath {
  return { text, segments: text.split(".") };
}

/**
 * The values of a field, or null if the record has no such field. A list counts as its elements, at
 * every level, so one match among them is enough; an empty list stands for itself, because it is present.
 * A key that itself contains the rest of the path (`labels` > `k8s.io/name`) is found as well.
 */
export function readField(record: unknown, path: FieldPath): readonly unknown[] | null {
  if (path.segments.length === 1) return readOwn(record, path.text);
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
      if (Object.hasOwn(value, key)) open.push({ value: value[key], depth: depth + 1 });
      const rest = depth + 1 < path.segments.length ? path.segments.slice(depth).join(".") : null;
      if (rest !== null && Object.hasOwn(value, rest)) open.push({ value: value[rest], depth: path.segments.length });
    }
  }
  return found.length === 0 ? null : found;
}

function readOwn(record: unknown, key: string): readonly unknown[] | null {
  if (!isObject(record) || !Object.hasOwn(record, key)) return null;
  return flat(record[key]);
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
