import { z } from "zod";
import { Exclusion } from "../../incidents/exclusion.ts";
import { SEVERITIES } from "../../incidents/severity.ts";
import { outputs } from "../../outputs/registry.ts";

const Bytes = z.int().min(1);

/** Exclusions one by one; their ids tell them apart. */
export const ExclusionList = z.array(Exclusion).superRefine((list, context) => {
  for (const [at, { id }] of list.entries()) {
    const first = list.findIndex((other) => other.id === id);
    if (first < at) context.addIssue({ code: "custom", path: [at, "id"], message: `another exclusion has the id ${id} already` });
  }
});

/** A file of exclusions, for `--exclusions FILE`. */
export const ExclusionFile = z.strictObject({ exclusions: ExclusionList });

/**
 * `faastrail.yaml`, all of it optional. The same names serve as flags (`--fail-on`) and as
 * environment variables (`FAASTRAIL_FAIL_ON`, `FAASTRAIL_LIMITS_DEPTH`).
 */
export const Config = z
  .strictObject({
    format: z.enum(outputs.map(({ id }) => id)).describe("Format on standard output; by default table on a terminal, jsonl in a pipe."),
    rules: z.array(z.string().min(1)).describe("Folders with further Sigma rules, which annotate facts and timelines."),
    exclusions: z
      .union([z.string().min(1), ExclusionList], { error: "give a list of exclusions, or the name of a file that holds one" })
      .describe("Acts that are no evidence, each by principal, action, reason and expiry; or a file that holds `exclusions:`."),
    store: z.string().min(1).describe("File to keep the facts in; without it they are kept in memory."),
    fail_on: z.enum(SEVERITIES).describe("Exit with code 1 when an incident of at least this severity is found."),
    min_severity: z.enum(SEVERITIES).describe("Leave less severe incidents out of the outputs; the summary still counts them."),
    color: z.enum(["auto", "always", "never"]).describe("Colour on terminals."),
    quiet: z.boolean().describe("No progress bar and no closing summary."),
    limits: z
      .strictObject({
        file_bytes: Bytes.describe("Compressed bytes of one file."),
        expanded_bytes: Bytes.describe("Decompressed bytes of one file."),
        depth: z.int().min(4).max(1000).describe("JSON nesting depth of a record."),
        record_bytes: Bytes.describe("Bytes of one record."),
        activity_rows: z.int().min(0).describe("Rows of run-as activity kept."),
        role_days: z.int().min(0).describe("Rows kept of standard input, one for each identity, operation and day."),
      })
      .partial()
      .describe("Ceilings on what one input may cost; what exceeds them is counted, never dropped silently."),
  })
  .partial();
export type Config = z.infer<typeof Config>;
