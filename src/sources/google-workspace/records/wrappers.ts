import type { LogRecord, Unwrapped } from "../../contract.ts";
import { isFields, listAt, textAt } from "../../fields.ts";
import { eventsOf } from "./activity.ts";
import { ofEntry } from "./cloud-logging.ts";
import { ofRow } from "./export-rows.ts";

/*
 * What activities travel in: pages of `activities.list`, items with several events, audit entries, rows of exports.
 * https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list
 */

/** Null for what is none of these. */
export function unwrapActivities(value: LogRecord): readonly Unwrapped[] | null {
  return ofPage(value) ?? ofItem(value) ?? ofEntry(value) ?? ofRow(value);
}

function ofPage(value: LogRecord): readonly Unwrapped[] | null {
  const items = listAt(value, "items").filter(isFields);
  const isPage = items.some((item) => textAt(item, "id", "applicationName") !== null);
  return isPage ? items.map((record, index) => ({ record, path: `items[${index}]` })) : null;
}

function ofItem(value: LogRecord): readonly Unwrapped[] | null {
  if (textAt(value, "id", "applicationName") === null) return null;
  return eventsOf(value).map((event, index) => ({ record: { ...value, events: event }, path: `events[${index}]` }));
}
