import type { OutputFormat, Results, StageView, View } from "./contract.ts";
import { fit, wrap } from "./text/fit.ts";
import { incidentBlock } from "./table/incident.ts";
import { painter, type Paint } from "./text/style.ts";
import { plainText } from "./text/plain-text.ts";

/** What a person reads on a terminal; made for 80 columns and complete without colour. */
export const table: OutputFormat = {
  id: "table",
  description: "text for people, 80 columns and more",
  extensions: [".txt"],
  wantsRaw: false,
  render: renderTable,
};

const MIN_WIDTH = 60;
const MAX_WIDTH = 120;

function renderTable(results: Results, view: View): string {
  const paint = painter(view.colour);
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, view.width));
  const excluded = excludedRows(results, width);
  if (results.incidents.length === 0) return text([...nothingFound(results, width, paint), ...excluded]);
  const rule = paint("─".repeat(width), "dim");
  const blocks = results.incidents.flatMap((incident) => [rule, ...incidentBlock(incident, width, paint)]);
  return text([...blocks, rule, ...excluded]);
}

/** What the configuration took out of the evidence is told beside what was found without it. */
function excludedRows({ summary: { exclusions = [] } }: Results, width: number): readonly string[] {
  const rows = exclusions
    .filter(({ used }) => used > 0)
    .flatMap(({ id, used, expires, reason }) =>
      wrap(plainText(`${id} until ${expires}, ${used} fact${used === 1 ? "" : "s"}: ${reason}`), width - 2).map((line) => `  ${line}`),
    );
  return rows.length === 0 ? [] : ["", "Not counted as evidence, as configured", ...rows];
}

/** An empty result is only worth what the logs could show, so it says what that was. */
function nothingFound({ summary, stages }: Results, width: number, paint: Paint): readonly string[] {
  const head = emptyHeadline(summary.records - summary.quarantined, summary.complete);
  const headline = wrap(head, width).map((line) => paint(line, "bold"));
  if (Object.keys(summary.sources).length === 0) return headline;
  return [...headline, "", "What these logs show", ...stages.flatMap((stage) => stageRows(stage, width, paint))];
}

function emptyHeadline(usable: number, complete: boolean): string {
  if (usable === 0) return "No usable records were read, so nothing can be said about incidents.";
  if (!complete) return "No incidents in what could be read. The result is incomplete.";
  return "No incidents.";
}

function stageRows({ stage, facts, blindSpots }: StageView, width: number, paint: Paint): readonly string[] {
  const seen = facts === 0 ? "nothing" : `${facts} fact${facts === 1 ? "" : "s"}`;
  const indent = 13;
  const notes = blindSpots.flatMap(({ reason, fix }) => [
    ...wrap(plainText(`not visible: ${reason}`), width - indent),
    ...wrap(plainText(`to see it: ${fix}`), width - indent).map((line) => paint(line, "dim")),
  ]);
  return [`  ${fit(stage, indent - 2)}${seen}`, ...notes.map((line) => " ".repeat(indent) + line)];
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}
