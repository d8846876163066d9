import type { Incident } from "../../incidents/incident.ts";
import { printable } from "../../util/printable.ts";
import { paintFor, usesColour, type Context } from "../context.ts";
import type { Settings } from "../config/settings.ts";
import { exclusionWarnings } from "./exclusion-warnings.ts";
import { atLeast, scanExitCode } from "../exit-code.ts";
import type { PlannedOutput } from "./output-plan.ts";
import { writeOutputs } from "./output-writer.ts";
import type { ScanResult } from "../pipeline/scan-paths.ts";
import { rawRecords } from "./raw-records.ts";
import type { WriteFlags } from "../flags/scan-flags.ts";
import { quoted } from "./shell-quote.ts";
import { summaryJson, summaryText } from "./summary-text.ts";
import { programVersion } from "../version.ts";

export interface Presentation {
  readonly result: ScanResult;
  /** What was scanned, for the command to try next. */
  readonly paths: readonly string[];
  readonly plan: readonly PlannedOutput[];
  readonly settings: Settings;
  readonly flags: WriteFlags;
  readonly context: Context;
}

/** Writes the outputs, tells the summary on standard error, and settles the exit code. */
export async function presentScan({ result, paths, plan, settings, flags, context }: Presentation): Promise<void> {
  const { io } = context;
  const { summary, stages } = result;
  const least = settings.values.min_severity ?? "informational";
  const incidents = result.incidents.filter(({ severity }) => atLeast(severity, least));
  const wantsRaw = plan.some(({ format }) => format.wantsRaw);
  const { raw, warnings } = wantsRaw ? await rawRecords(incidents) : { raw: {}, warnings: [] };
  const view = { width: io.stdout.columns, colour: usesColour(io.stdout, settings.values.color, io.env) };
  const results = { incidents, summary, stages, raw, version: programVersion(), generatedFrom: commandOf(paths) };
  warn([...exclusionWarnings(summary, io.now()), ...result.warnings, ...warnings], flags, context);
  const files = writeOutputs(plan, results, io, view, flags.force === true);
  context.exit = scanExitCode(result.incidents, summary.complete, settings.values.fail_on ?? null);
  if (settings.values.quiet !== true) {
    const next = nextCommand(incidents, paths, files);
    const paint = paintFor(io.stderr, settings, io.env);
    const text = summaryText(summary, { width: Math.min(io.stderr.columns, 120), paint, verbose: flags.verbose === true, next });
    io.stderr.write(`\n${text}${files.map((file) => `Written to ${file}\n`).join("")}`);
  }
  if (plan.some(({ format }) => format.id === "jsonl")) io.stderr.write(`${summaryJson(summary)}\n`);
}

const SHOWN_WARNINGS = 3;

function warn(warnings: readonly string[], flags: WriteFlags, { io }: Context): void {
  const shown = flags.verbose === true ? warnings : warnings.slice(0, SHOWN_WARNINGS);
  const left = warnings.length - shown.length;
  const lines = [
    ...shown.map((warning) => `warning: ${printable(warning)}`),
    ...(left > 0 ? [`warning: ${left} more; -v lists them`] : []),
  ];
  io.stderr.write(lines.map((line) => `${line}\n`).join(""));
}

function commandOf(paths: readonly string[]): string {
  return paths.length === 0 ? "faastrail incidents" : `faastrail scan ${paths.map(quoted).join(" ")}`;
}

/** Names the incident by its id: names out of logs do not belong into a line that people paste. */
function nextCommand([worst]: readonly Incident[], paths: readonly string[], files: readonly string[]): string {
  const where = paths.map(quoted).join(" ");
  if (paths.length === 0 || paths.includes("-") || where.length > 200) return "";
  if (worst !== undefined && files.length === 0) return `faastrail scan ${where} -o report.html`;
  return worst === undefined ? "" : `faastrail explain ${worst.id} ${where}`;
}
