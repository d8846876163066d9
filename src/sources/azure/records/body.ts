import type { LogRecord } from "../../contract.ts";
import { isFields, objectAt, parsedJson } from "../../fields.ts";

/*
 * Bodies of calls: `requestbody` (also `requestBody`) and `responseBody` in the properties of an event, as an object, as JSON
 * text, or as JSON text in JSON text. Keys vary in case between clients (`PrincipalId`, `principalId`). Often absent for sites:
 * https://learn.microsoft.com/en-us/azure/azure-monitor/platform/activity-log-schema
 */

type Fields = ReturnType<typeof objectAt>;

/** How often text may be text again. */
const MOST_LAYERS = 3;

export function requestBody(record: LogRecord): Fields {
  return bodyAt(record, "requestbody");
}

export function responseBody(record: LogRecord): Fields {
  return bodyAt(record, "responsebody");
}

function bodyAt(record: LogRecord, key: string): Fields {
  let body: unknown = folded(objectAt(record, "properties"), key);
  for (let layer = 0; layer < MOST_LAYERS && typeof body === "string"; layer += 1) body = parsedJson(body);
  return isFields(body) ? body : {};
}

/** Value of a key in any case, at a path of such keys. */
export function folded(value: unknown, ...path: readonly string[]): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (!isFields(here)) return undefined;
    const wanted = key.toLowerCase();
    const found = Object.keys(here).find((name) => name.toLowerCase() === wanted);
    if (found === undefined) return undefined;
    here = here[found];
  }
  return here;
}

/** A non-empty text there, else null. */
export function foldedText(value: unknown, ...path: readonly string[]): string | null {
  const found = folded(value, ...path);
  return typeof found === "string" && found !== "" ? found : null;
}
