import { Option, type Command } from "commander";
import { outputs } from "../../outputs/registry.ts";
import { SEVERITIES, type Severity } from "../../incidents/severity.ts";
import { addCommonFlags, collect } from "./common-flags.ts";
import type { Config } from "../config/schema.ts";
import type { Settings } from "../config/settings.ts";
import { settingsFor, type CommonFlags, type Context } from "../context.ts";
import { timeRange } from "./dates.ts";
import { planOutputs, type PlannedOutput } from "../printing/output-plan.ts";
import type { ScanOptions } from "../pipeline/scan-paths.ts";
import { progressBar } from "../printing/progress.ts";

/** Flags of every command that reads logs. */
export interface ReadFlags extends CommonFlags {
  readonly from?: string;
  readonly to?: string;
  readonly since?: string;
  readonly rules?: readonly string[];
  readonly exclusions?: string;
  readonly store?: string;
}

/** Flags of every command that writes incidents. */
export interface WriteFlags extends ReadFlags {
  readonly format?: readonly string[];
  readonly output?: readonly string[];
  readonly force?: true;
  readonly failOn?: Severity;
  readonly minSeverity?: Severity;
}

export function addReadFlags(command: Command): Command {
  return addCommonFlags(command)
    .option("--from <time>", "only records from this UTC date or RFC 3339 time on")
    .option("--to <time>", "only records before this time; a date means that whole day")
    .option("--since <duration>", "only records of the last 24h, 30d, 2w ...")
    .option("--rules <dir>", "folder with further Sigma rules, which annotate (repeatable)", collect)
    .option("--exclusions <file>", "YAML of acts that are no evidence, with reason and expiry")
    .option("--store <file>", "keep the facts in this file");
}

export function addWriteFlags(command: Command): Command {
  const formats = outputs.map(({ id, description }) => `${id}: ${description}`).join("; ");
  return addReadFlags(command)
    .option("--format <name>", `${formats}. Usually table on a terminal, jsonl in a pipe (repeatable)`, collect)
    .option("-o, --output <file>", "write to a file, format by its ending or --format (repeatable)", collect)
    .option("--force", "overwrite existing files")
    .addOption(new Option("--fail-on <level>", "exit with 1 when an incident is at least this severe").choices(SEVERITIES))
    .addOption(new Option("--min-severity <level>", "leave less severe incidents out of the output").choices(SEVERITIES));
}

/** Settings that the flags stand for; what was not given stays open for environment and file. */
export async function readSettingsOf(flags: ReadFlags, context: Context, more: Config = {}): Promise<Settings> {
  const rules = flags.rules === undefined ? {} : { rules: [...flags.rules] };
  const files = {
    ...(flags.exclusions === undefined ? {} : { exclusions: flags.exclusions }),
    ...(flags.store === undefined ? {} : { store: flags.store }),
  };
  return settingsFor(flags, { ...rules, ...files, ...more }, context);
}

export async function writeSettingsOf(flags: WriteFlags, context: Context): Promise<Settings> {
  return readSettingsOf(flags, context, {
    ...(flags.failOn === undefined ? {} : { fail_on: flags.failOn }),
    ...(flags.minSeverity === undefined ? {} : { min_severity: flags.minSeverity }),
  });
}

/** Options of the pipeline, with a progress bar on terminals. */
export function scanOptionsOf(
  flags: ReadFlags,
  { values, exclusions }: Settings,
  { io }: Context,
): ScanOptions & { readonly clearProgress: () => void } {
  const progress = progressBar(io.stderr, values.quiet !== true && (io.env["CI"] ?? "") === "");
  return {
    rules: values.rules ?? [],
    exclusions,
    ...(values.store === undefined ? {} : { store: values.store }),
    limits: limitsOf(values),
    range: timeRange(flags, io.now()),
    onProgress: progress.update,
    clearProgress: progress.clear,
  };
}

export function plannedOutputs(flags: WriteFlags, { values }: Settings, { io }: Context): readonly PlannedOutput[] {
  const usual = values.format ?? (io.stdout.isTTY ? "table" : "jsonl");
  return planOutputs({ formats: flags.format ?? [], files: flags.output ?? [], force: flags.force === true, usual });
}

function limitsOf({ limits = {} }: Config): NonNullable<ScanOptions["limits"]> {
  return {
    ...(limits.file_bytes === undefined ? {} : { fileBytes: limits.file_bytes }),
    ...(limits.expanded_bytes === undefined ? {} : { expandedBytes: limits.expanded_bytes }),
    ...(limits.depth === undefined ? {} : { depth: limits.depth }),
    ...(limits.record_bytes === undefined ? {} : { recordBytes: limits.record_bytes }),
    ...(limits.activity_rows === undefined ? {} : { activityRows: limits.activity_rows }),
    ...(limits.role_days === undefined ? {} : { roleDays: limits.role_days }),
  };
}
