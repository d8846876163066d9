import { resolve } from "node:path";
import { endOfExclusion } from "../../incidents/exclusion-end.ts";
import type { Exclusion } from "../../incidents/exclusion.ts";
import { UserError } from "../../util/errors.ts";
import { readYaml, type CheckedFile } from "./read-file.ts";
import { ExclusionFile, type Config } from "./schema.ts";
import { DAY_MS } from "../../util/durations.ts";

/** What is put off for longer is forgotten; a leap year and a day. */
const MOST_DAYS = 367;

/** What exclusions are held against. */
export interface Circumstances {
  readonly cwd: string;
  /** Milliseconds since 1970 UTC: only to refuse ends that are years away. What an exclusion covers never depends on it. */
  readonly nowMs: number;
  /** The configuration file, where one was read. */
  readonly file: CheckedFile<Config> | null;
}

/** The exclusions in force. Throws UserError for a file that cannot be used and for an end that is as good as none. */
export function exclusionsIn({ exclusions }: Config, { cwd, nowMs, file }: Circumstances): readonly Exclusion[] {
  if (exclusions === undefined) return [];
  const named = typeof exclusions === "string" ? readYaml(resolve(cwd, exclusions), ExclusionFile, UNREADABLE) : null;
  const list = typeof exclusions === "string" ? (named?.data.exclusions ?? []) : exclusions;
  const placeOf = (named ?? file)?.placeOf;
  const problems = list.flatMap((exclusion, at) =>
    endOfExclusion(exclusion) - nowMs > MOST_DAYS * DAY_MS
      ? [`${placeOf?.(["exclusions", at, "expires"]) ?? ""}: exclusions.${at}.expires: ${exclusion.expires} is more than 366 days ahead`]
      : [],
  );
  if (problems.length > 0) throw new UserError(problems.join("\n"), "Choose a nearer day and renew it when it comes, or let it lapse.");
  return list;
}

const UNREADABLE = "Check the path given with --exclusions, FAASTRAIL_EXCLUSIONS or `exclusions` in faastrail.yaml.";
