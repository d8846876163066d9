import type { LogRecord } from "../../contract.ts";
import { isFields, listAt, objectAt, textAt } from "../../fields.ts";
import { parameterBag } from "./parameters.ts";

/*
 * One event of a Workspace activity with its parameters as an object: what rules and extractors read. Google nests events in items
 * of `activities.list`; pipelines give each event a record of its own, named `event`, `events` or laid flat:
 * https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list
 */

type Fields = ReturnType<typeof objectAt>;

/** Whether a record is an activity of one event, in any layout that is known. */
export function isActivity(record: LogRecord): boolean {
  if (textAt(record, "id", "applicationName") === null) return false;
  return eventsOf(record).length <= 1;
}

/** Items with several events are taken apart first. */
export function eventsOf(record: LogRecord): readonly Fields[] {
  return listAt(record, "events").filter(isFields);
}

/** The record in hand: it is asked for by one reader after another. */
let last: { readonly given: LogRecord; readonly made: LogRecord } | null = null;

/** The activity as rules see it: `id`, `actor`, and `events` with `type`, `name` and `parameters` by name. */
export function asActivity(given: LogRecord): LogRecord {
  if (last !== null && (last.given === given || last.made === given)) return last.made;
  const event = eventOf(given);
  const name = textAt(event, "name")?.trim() ?? null;
  const made = { ...given, events: { type: textAt(event, "type"), name, parameters: parameterBag(event["parameters"]) } };
  last = { given, made };
  return made;
}

function eventOf(given: LogRecord): Fields {
  const [first] = eventsOf(given);
  if (first !== undefined) return first;
  return isFields(given["event"]) ? given["event"] : given;
}

/** A parameter as text; numbers and booleans as the log would write them. */
export function parameter(record: LogRecord, name: string): string | null {
  return plain(objectAt(record, "events", "parameters")[name]);
}

function plain(value: unknown): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? plain(value[0]) : null;
}

/** All texts of a parameter: a list, or one text of words with commas or blanks between them. */
export function parameterTexts(record: LogRecord, name: string): readonly string[] {
  return listAt(record, "events", "parameters", name)
    .flatMap((item) => (typeof item === "string" ? item.split(/[\s,]+/) : []))
    .filter((item) => item !== "");
}
