import type { Incident } from "../incidents/incident.ts";
import { SEVERITIES } from "../incidents/severity.ts";
import type { OutputFormat, Results, StageView } from "./contract.ts";
import { incidentSection } from "./markdown/incident.ts";
import { code, markdownTable, prose } from "./text/markdown-text.ts";

/** A report to paste into a ticket or a wiki; everything from logs is inert in it. */
export const markdown: OutputFormat = {
  id: "markdown",
  description: "a report for tickets and wikis",
  extensions: [".md", ".markdown"],
  wantsRaw: false,
  render: renderMarkdown,
};

const MOST_PROBLEMS = 20;

function renderMarkdown(results: Results): string {
  const lines = [
    "# faastrail report",
    "",
    ...summaryLines(results),
    ...results.incidents.flatMap((incident, at) => ["", ...incidentSection(incident, at + 1)]),
    "",
    "---",
    "",
    `faastrail ${results.version}, ${code(results.generatedFrom)}. All times are UTC. Text from logs is shown as code; characters that are not plain text are spelled \`\\u{hex}\`.`,
  ];
  return `${lines.join("\n")}\n`;
}

function summaryLines(results: Results): readonly string[] {
  const { summary, incidents } = results;
  const span =
    summary.first_event === null ? "no events" : `${minute(summary.first_event)} to ${minute(summary.last_event ?? summary.first_event)}`;
  const sources = Object.entries(summary.sources).map(([id, count]) => `${code(id)} ${count}`);
  return [
    `**${headline(results)}**`,
    "",
    `- Read: ${summary.inputs} log files with ${summary.records} records, ${span}`,
    `- Sources: ${sources.length === 0 ? "none" : sources.join(", ")}`,
    `- Complete: ${summary.complete ? "yes" : "no, see what could not be read"}`,
    ...section("## Incidents", incidents.length > 1 ? incidentTable(incidents) : []),
    ...section("## What these logs show", incidents.length === 0 && sources.length > 0 ? stageTable(results.stages) : []),
    ...section("## What was not counted as evidence", exclusionTable(results)),
    ...section("## What could not be read", problemTable(results)),
  ];
}

function headline({ incidents, summary }: Results): string {
  if (summary.records - summary.quarantined === 0) return "No usable records were read, so nothing can be said about incidents.";
  if (incidents.length === 0) return summary.complete ? "No incidents." : "No incidents in what could be read. The result is incomplete.";
  const counts = SEVERITIES.toReversed().map((level) => [level, incidents.filter(({ severity }) => severity === level).length] as const);
  const words = counts.filter(([, count]) => count > 0).map(([level, count]) => `${count} ${level}`);
  return `${incidents.length} incident${incidents.length === 1 ? "" : "s"}: ${words.join(", ")}.`;
}

function incidentTable(incidents: readonly Incident[]): readonly string[] {
  return markdownTable(
    ["#", "Severity", "First seen", "Automation", "Account", "Id"],
    incidents.map(({ severity, score, first_seen, automation, account, id }, at) => [
      String(at + 1),
      `${severity} ${score}`,
      minute(first_seen),
      `${automation.kind} ${code(automation.name)}`,
      code(account),
      code(id),
    ]),
  );
}

/** An empty result is only worth what the logs could show, so it says what that was. */
function stageTable(stages: readonly StageView[]): readonly string[] {
  return markdownTable(
    ["Stage", "Facts", "Not visible", "To see it"],
    stages.map(({ stage, facts, blindSpots }) => [
      stage,
      String(facts),
      blindSpots.map(({ reason }) => prose(reason)).join("; "),
      blindSpots.map(({ fix }) => prose(fix)).join("; "),
    ]),
  );
}

/** What the configuration excludes, so that nobody takes a quiet report for a clean one. */
function exclusionTable({ summary: { exclusions = [] } }: Results): readonly string[] {
  return markdownTable(
    ["Exclusion", "Principal", "Action", "Until", "Facts not counted", "Later facts counted", "Reason"],
    exclusions.map(({ id, principal, action, expires, used, expired, reason }) => [
      code(id),
      code(principal),
      code(action),
      expires,
      String(used),
      String(expired),
      prose(reason),
    ]),
  );
}

function problemTable({ summary: { problems } }: Results): readonly string[] {
  const rows = problems.slice(0, MOST_PROBLEMS).map(({ file, reason, next }) => [code(file), prose(reason), prose(next)]);
  const left = problems.length - rows.length;
  return [...markdownTable(["File", "Reason", "What to do"], rows), ...(left > 0 ? ["", `And ${left} more.`] : [])];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, "", ...lines];
}

function minute(time: string): string {
  return time.slice(0, 16).replace("T", " ");
}
