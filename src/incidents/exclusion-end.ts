import { DAY_MS } from "../util/durations.ts";
import type { Exclusion } from "./exclusion.ts";

/** The first moment, in milliseconds since 1970 UTC, that an exclusion no longer covers. */
export function endOfExclusion({ expires }: Pick<Exclusion, "expires">): number {
  return Date.parse(`${expires}T00:00:00Z`) + DAY_MS;
}
