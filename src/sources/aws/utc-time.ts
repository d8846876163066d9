import { eventTimeMs } from "../event-time.ts";

const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,9})?( UTC)?$/;

/**
 * Milliseconds since 1970 of an event's time. AWS logs in UTC and says so with a `Z`; exporters and engines that tables come from
 * (Athena, Lake, Snowflake) print the same time without it, so here a missing zone is UTC. Null for anything else.
 */
export function utcTimeMs(value: unknown): number | null {
  const known = eventTimeMs(value);
  if (known !== null || typeof value !== "string") return known;
  const parts = WITHOUT_ZONE.exec(value);
  return parts === null ? null : eventTimeMs(`${parts[1]}T${parts[2]}${parts[3] ?? ""}Z`);
}
