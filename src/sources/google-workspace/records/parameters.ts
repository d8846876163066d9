import { isFields, listAt, textAt } from "../../fields.ts";

/*
 * Parameters of events are lists of a name and a value under one of several keys, whole numbers being texts:
 * https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list#activity (events[].parameters[]).
 * Entries of Cloud Logging call the list `parameter` and lists of texts `multiStrValue`.
 */

const VALUE_KEYS = [
  "value",
  "boolValue",
  "intValue",
  "multiValue",
  "multiIntValue",
  "multiBoolValue",
  "multiStrValue",
  "messageValue",
  "multiMessageValue",
] as const;
/** Messages in messages: scopes with their products are two deep. */
const MOST_NESTED = 6;

/** Parameters by name. What a pipeline made an object of already stays as it is, without what is null. */
export function parameterBag(given: unknown, depth = 0): Readonly<Record<string, unknown>> {
  if (depth > MOST_NESTED) return {};
  if (isFields(given) && !isNamed(given)) return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const found: [string, unknown][] = [];
  for (const one of listAt({ given }, "given")) {
    const name = textAt(one, "name");
    if (name !== null && isFields(one)) found.push([name, valueOf(one, depth)]);
  }
  return Object.fromEntries(found);
}

function isNamed(given: Readonly<Record<string, unknown>>): boolean {
  return typeof given["name"] === "string" && VALUE_KEYS.some((key) => given[key] !== undefined);
}

function valueOf(one: Readonly<Record<string, unknown>>, depth: number): unknown {
  const key = VALUE_KEYS.find((name) => one[name] !== undefined && one[name] !== null);
  if (key === undefined) return null;
  if (key === "messageValue") return message(one[key], depth);
  return key === "multiMessageValue" ? listAt(one, key).map((item) => message(item, depth)) : one[key];
}

function message(given: unknown, depth: number): Readonly<Record<string, unknown>> {
  if (!isFields(given)) return {};
  return parameterBag(given["parameter"] ?? given["parameters"], depth + 1);
}
