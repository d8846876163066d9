import type { Incident, TimelineEntry } from "../incidents/incident.ts";
import { cut, fit, wrap } from "./fit.ts";
import { plainText, shortId } from "./plain-text.ts";
import { SEVERITY_STYLES, type Paint } from "./style.ts";

const TIMELINE_ROWS = 10;
const EVIDENCE_ROWS = 6;

/** One incident as lines: headline, what happened, short timeline, evidence, what was not visible. */
export function incidentBlock(incident: Incident, width: number, paint: Paint): readonly string[] {
  return [
    headline(incident, width, paint),
    ...wrap(plainText(incident.title), width).map((line) => paint(line, "bold")),
    ...about(incident, width, paint),
    ...section("Timeline", timelineRows(incident, width, paint), paint),
    ...section("Why", evidenceRows(incident, width, paint), paint),
    ...section("Not visible in these logs", blindSpotRows(incident, width), paint),
  ];
}

function headline({ severity, score, first_seen, automation, account }: Incident, width: number, paint: Paint): string {
  const level = `${severity.toUpperCase()} ${score}`;
  const when = `${first_seen.slice(0, 16).replace("T", " ")} UTC`;
  const where = plainText(account);
  const room = width - level.length - when.length - where.length - 6;
  const name = fit(`${automation.kind} ${plainText(automation.name)}`, Math.max(10, room));
  return `${paint(level, ...SEVERITY_STYLES[severity])}  ${when}  ${paint(name, "cyan")}  ${where}`;
}

function about(incident: Incident, width: number, paint: Paint): readonly string[] {
  const runAs = incident.run_as.map(({ id, privilege }) => `${shortId(id)} (${privilege === "none" ? "ordinary" : privilege} rights)`);
  const rows = [
    ["changed by", incident.deployers.map(({ id }) => shortId(id)).join(", ")],
    ["runs as", runAs.join(", ")],
    ["flags", incident.flags.join(", ")],
    ["result", incident.complete ? "" : "incomplete: some input could not be read"],
    ["id", incident.id],
  ] as const;
  return rows.filter(([, value]) => value !== "").map(([label, value]) => `  ${paint(fit(label, 11), "dim")}${cut(value, width - 13)}`);
}

function section(title: string, rows: readonly string[], paint: Paint): readonly string[] {
  return rows.length === 0 ? [] : ["", `  ${paint(title, "bold")}`, ...rows];
}

function timelineRows(incident: Incident, width: number, paint: Paint): readonly string[] {
  const shown = mostTelling(incident);
  const left = incident.timeline.length - shown.length;
  const rows = shown.map((entry) => timelineRow(entry, width, paint));
  return left === 0 ? rows : [...rows, paint(`    … and ${left} more: see --format jsonl or html`, "dim")];
}

function timelineRow(entry: TimelineEntry, width: number, paint: Paint): string {
  const time = entry.time.slice(5, 19).replace("T", " ");
  const doubts = [entry.inferred === true ? "inferred" : "", entry.outcome === "success" ? "" : entry.outcome].filter((mark) => mark !== "");
  const who = entry.target === "" ? shortId(entry.actor) : `${shortId(entry.actor)} → ${shortId(entry.target)}`;
  const marks = doubts.map((mark) => `[${mark}] `).join("");
  const operationWidth = width >= 100 ? 28 : 24;
  const rest = width - 4 - time.length - 2 - 11 - operationWidth - 2;
  const operation = fit(plainText(entry.operation), operationWidth);
  return `    ${paint(time, "dim")}  ${fit(entry.stage, 11)}${operation}  ${cut(marks + who, rest)}`;
}

/**
 * The entries that the evidence stands on come first, heaviest first; then the beginning and so
 * on. They are shown in order of time, which is the order of the timeline.
 */
function mostTelling(incident: Incident): readonly TimelineEntry[] {
  const inTimeline = new Set(incident.timeline.map(({ fact }) => fact));
  const cited = heaviestFirst(incident).flatMap(({ facts }) => facts.filter((fact) => inTimeline.has(fact)));
  const chosen = new Set([...new Set([...cited, ...inTimeline])].slice(0, TIMELINE_ROWS));
  return incident.timeline.filter(({ fact }) => chosen.has(fact));
}

function heaviestFirst({ evidence }: Incident): Incident["evidence"] {
  return evidence.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

function evidenceRows(incident: Incident, width: number, paint: Paint): readonly string[] {
  const items = heaviestFirst(incident);
  const rows = items.slice(0, EVIDENCE_ROWS).flatMap(({ weight, why }) => {
    const points = `${weight > 0 ? "+" : ""}${weight}`.padStart(5);
    return wrap(plainText(why), width - 11).map((line, at) => `    ${at === 0 ? points : "     "}  ${line}`);
  });
  const left = items.length - EVIDENCE_ROWS;
  return left > 0 ? [...rows, paint(`           … and ${left} more`, "dim")] : rows;
}

function blindSpotRows({ blind_spots }: Incident, width: number): readonly string[] {
  return blind_spots.flatMap(({ stage, reason }) =>
    wrap(plainText(reason), width - 15).map((line, at) => `    ${fit(at === 0 ? stage : "", 11)}${line}`),
  );
}
