import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { asActivity } from "../records/activity.ts";

/** What one record is about. Never throws, whatever the record holds. */
export type Extractor = (record: LogRecord, envelope: Envelope) => Entities | readonly Entities[];

/** Hands extractors the activity as rules see it, whichever way it was written. */
export function extractors<Name extends string>(by: Readonly<Record<Name, Extractor>>): Readonly<Record<string, Extractor>> {
  return Object.fromEntries(
    Object.entries<Extractor>(by).map(([name, extract]) => [
      name,
      (record: LogRecord, envelope: Envelope) => extract(asActivity(record), envelope),
    ]),
  );
}

type Scalar = string | number | boolean | null;

/** Detail without the entries that say nothing. */
export function detail(entries: Readonly<Record<string, Scalar | undefined>>): Readonly<Record<string, Scalar>> {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) =>
      value === undefined || value === null || value === "" ? [] : [[key, value] as const],
    ),
  );
}
