import type { LogRecord } from "../../contract.ts";
import { textAt } from "../../fields.ts";
import { parameter } from "../records/activity.ts";

/*
 * Which app acted for the person: `script_id` is the script that ran, `originating_app_id` the number of the Cloud project whose
 * app made the call, `actor.applicationInfo.oauthClientId` its OAuth client. All are written by Google:
 * https://developers.google.com/workspace/admin/reports/v1/appendix/activity/drive
 * https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list#activity
 */

/** The script that the record proves to have acted. */
export function actingScript(record: LogRecord): string | null {
  return parameter(record, "script_id");
}

/** Number of the Cloud project whose app acted; null where nothing says that an app did. */
export function actingProject(record: LogRecord): string | null {
  const client = textAt(record, "actor", "applicationInfo", "oauthClientId");
  const usedToken = textAt(record, "id", "applicationName") === "token" && textAt(record, "events", "name") === "activity";
  return projectOf(client ?? (usedToken ? parameter(record, "client_id") : null)) ?? projectOf(parameter(record, "originating_app_id"));
}

/** The project number that an OAuth client's id begins with, or a bare one. */
export function projectOf(client: string | null): string | null {
  return client === null ? null : (/^(\d{6,20})(?:-|$)/.exec(client)?.[1] ?? null);
}
