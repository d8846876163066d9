import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { objectAt } from "../../fields.ts";
import { homeOf } from "../cloudtrail/envelope.ts";
import type { Home } from "../arn.ts";

/** What one record is about. Never throws, whatever the record holds. */
export type Extractor = (record: LogRecord, envelope: Envelope) => Entities | readonly Entities[];

/** A record with the parts that nearly every extractor reads, taken out once. */
export interface Call {
  readonly record: LogRecord;
  readonly envelope: Envelope;
  readonly request: ReturnType<typeof objectAt>;
  readonly response: ReturnType<typeof objectAt>;
  readonly home: Home;
}

export function callOf(record: LogRecord, envelope: Envelope): Call {
  return {
    record,
    envelope,
    request: objectAt(record, "requestParameters"),
    response: objectAt(record, "responseElements"),
    home: homeOf(record),
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
