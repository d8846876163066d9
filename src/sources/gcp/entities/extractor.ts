import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { isFields, objectAt, textAt } from "../../fields.ts";

/** What one record is about. Never throws, whatever the record holds. */
export type Extractor = (record: LogRecord, envelope: Envelope) => Entities | readonly Entities[];

/** A record with the parts that nearly every extractor reads, taken out once. */
export interface Call {
  readonly record: LogRecord;
  readonly envelope: Envelope;
  readonly payload: ReturnType<typeof objectAt>;
  readonly request: ReturnType<typeof objectAt>;
  readonly response: ReturnType<typeof objectAt>;
  readonly resourceName: string;
}

export function callOf(record: LogRecord, envelope: Envelope): Call {
  const payload = objectAt(record, "protoPayload");
  return {
    record,
    envelope,
    payload,
    request: objectAt(payload, "request"),
    response: objectAt(payload, "response"),
    resourceName: textAt(payload, "resourceName") ?? "",
  };
}

/** Turns functions of a call into extractors by the same names. */
export function extractors<Name extends string>(
  by: Readonly<Record<Name, (call: Call) => Entities | readonly Entities[]>>,
): Readonly<Record<string, Extractor>> {
  return Object.fromEntries(
    Object.entries<(call: Call) => Entities | readonly Entities[]>(by).map(([name, extract]) => [
      name,
      (record: LogRecord, envelope: Envelope) => extract(callOf(record, envelope)),
    ]),
  );
}

type Scalar = string | number | boolean | null;

/** Detail without the entries that say nothing. */
export function detail(entries: Readonly<Record<string, Scalar | undefined>>): Readonly<Record<string, Scalar>> {
  const told: Record<string, Scalar> = {};
  for (const [key, value] of Object.entries(entries)) {
    if (value !== null && value !== undefined && value !== "") told[key] = value;
  }
  return told;
}

/**
 * The value at a path given in camel case, whichever way each key is written: one service logs
 * requests in snake case and responses in camel case.
 */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (!isFields(here)) return undefined;
    const name = Object.hasOwn(here, key) ? key : snakeCase(key);
    if (!Object.hasOwn(here, name)) return undefined;
    here = here[name];
  }
  return here;
}

function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A non-empty text at a path in either case, else null. */
export function text(value: unknown, ...path: readonly string[]): string | null {
  const found = at(value, ...path);
  return typeof found === "string" && found !== "" ? found : null;
}
