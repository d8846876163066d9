import { SEVERITIES } from "../../incidents/severity.ts";
import type { ScanSummary } from "../../incidents/summary.ts";
import { fit, wrap } from "../../outputs/text/fit.ts";
import { plainText } from "../../outputs/text/plain-text.ts";
import type { Paint } from "../../outputs/text/style.ts";
import { printable, printableJson } from "../../util/printable.ts";
import { thousands } from "../../util/thousands.ts";

const LABEL = 12;

/** The summary as one line of JSON, keys in the published order, which is the order it is built in. */
export function summaryJson(summary: ScanSummary): string {
  return printableJson(summary);
}

/** What a scan read and found, for people; `next` is the command to try after it. */
export function summaryText(summary: ScanSummary, options: { width: number; paint: Paint; verbose: boolean; next: string }): string {
  const { width, paint } = options;
  const row = (label: string, value: string): readonly string[] =>
    wrap(value, width - LABEL).map((line, at) => `${paint(fit(at === 0 ? label : "", LABEL), "dim")}${line}`);
  const lines = [
    ...row("Read", readLine(summary)),
    ...row("Time span", timeSpan(summary)),
    ...row("Sources", sourceLine(summary)),
    ...summary.missing.flatMap((title, at) => row(at === 0 ? "Missing" : "", plainText(title))),
    ...row("Records", conservationLine(summary)),
    ...unmappedRows(summary).flatMap((text) => row("Unmapped", text)),
    ...fileRows(summary, options.verbose).flatMap(([label, text]) => row(label, text)),
    ...row("Incidents", incidentLine(summary)),
    ...exclusionLines(summary).flatMap((text, at) => row(at === 0 ? "Excluded" : "", text)),
    ...(summary.complete ? [] : wrap(whyIncomplete(summary), width).map((line) => paint(line, "bold", "yellow"))),
    ...(options.next === "" ? [] : [`${paint(fit("Next", LABEL), "dim")}${printable(options.next)}`]),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function whyIncomplete({ records, problems }: ScanSummary): string {
  if (records > 0 || problems.length > 0) return "The result is incomplete: some input could not be read or used.";
  return "Nothing was found to read: none of this is a log that faastrail knows. Its README names those it reads, and in what form.";
}

function readLine({ inputs, skipped, problems }: ScanSummary): string {
  const damaged = problems.length === 0 ? "" : `, ${count(problems.length, "problem")}`;
  return `${count(inputs, "log file")}, ${skipped.length} skipped${damaged}`;
}

function timeSpan({ first_event, last_event }: ScanSummary): string {
  if (first_event === null || last_event === null) return "unknown: no record was looked into";
  return `${minutes(first_event)} to ${minutes(last_event)} UTC`;
}

function minutes(time: string): string {
  return time.slice(0, 16).replace("T", " ");
}

function sourceLine({ sources }: ScanSummary): string {
  const seen = Object.entries(sources).map(([id, records]) => `${plainText(id)} ${thousands(records)}`);
  return seen.length === 0 ? "none recognised" : seen.join(", ");
}

/** Every record is in exactly one of the five, or the program has lost some and says so. */
function conservationLine(summary: ScanSummary): string {
  const { records, fact_bearing, rolled_up, irrelevant, duplicate, quarantined, remainder } = summary;
  const parts = { "fact-bearing": fact_bearing, "rolled-up": rolled_up, irrelevant, duplicate, quarantined };
  const sum = Object.entries(parts).map(([name, n]) => `${thousands(n)} ${name}`);
  return `${thousands(records)} = ${sum.join(" + ")}${remainder === 0 ? "" : ` + ${remainder} UNACCOUNTED FOR`}`;
}

const SHOWN_OPERATIONS = 8;

/** What no rule knows is told, because it may be new and matter. */
function unmappedRows({ unmapped }: ScanSummary): readonly string[] {
  const named = Object.entries(unmapped).map(([operation, times]) => `${plainText(operation)} ${thousands(times)}`);
  if (named.length === 0) return [];
  const more = named.length > SHOWN_OPERATIONS ? `, and ${named.length - SHOWN_OPERATIONS} more` : "";
  return [`${named.slice(0, SHOWN_OPERATIONS).join(", ")}${more}: operations that no rule knows, not judged`];
}

/** What did not count because the configuration says so, and what of that counts again. */
function exclusionLines({ exclusions = [] }: ScanSummary): readonly string[] {
  return exclusions.map(({ id, used, expired, expires }) => {
    const lapsed = expired === 0 ? "" : `; ${count(expired, "fact")} after ${expires} counted`;
    return plainText(`${id}: ${used === 0 ? "no facts" : `${count(used, "fact")} not counted as evidence`}${lapsed}`);
  });
}

const SHOWN_FILES = 5;

function fileRows({ skipped, problems }: ScanSummary, verbose: boolean): readonly (readonly [string, string])[] {
  const limit = verbose ? Number.POSITIVE_INFINITY : SHOWN_FILES;
  return [
    ...listed(
      "Problem",
      problems.map(({ file, reason, next }) => `${file}: ${reason}. ${next}`),
      limit,
    ),
    ...listed(
      "Skipped",
      skipped.map(({ file, reason }) => `${file}: ${reason}`),
      limit,
    ),
  ];
}

function listed(label: string, texts: readonly string[], limit: number): readonly (readonly [string, string])[] {
  const shown = texts.slice(0, limit).map((text, at) => [at === 0 ? label : "", plainText(text)] as const);
  const left = texts.length - shown.length;
  return left === 0 ? shown : [...shown, ["", `… and ${left} more, listed with -v`] as const];
}

function incidentLine({ incidents }: ScanSummary): string {
  const found = SEVERITIES.toReversed().filter((severity) => incidents[severity] > 0);
  return found.length === 0 ? "none" : found.map((severity) => `${incidents[severity]} ${severity}`).join(", ");
}

function count(n: number, noun: string): string {
  return `${thousands(n)} ${noun}${n === 1 ? "" : "s"}`;
}
