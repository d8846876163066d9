import type { Incident } from "../../incidents/incident.ts";
import { cut, fit, wrap } from "../text/fit.ts";
import { plainText, shortId } from "../text/plain-text.ts";
import { SEVERITY_STYLES, type Paint } from "../text/style.ts";
import { heaviestFirst, timelineRows } from "./timeline.ts";
import { textWidth } from "../text/text-width.ts";

const EVIDENCE_ROWS = 6;
/** Columns of the headline that the automation's name has a claim to before the account takes the rest. */
const NAME = 24;
/** Accounts no longer than this are never cut. */
const SHORT_ACCOUNT = 14;

/** One incident as lines: headline, what happened, short timeline, evidence, what was not visible. */
export function incidentBlock(incident: Incident, width: number, paint: Paint): readonly string[] {
  return [
    headline(incident, width, paint),
    ...wrap(plainText(incident.title), width).map((line) => paint(line, "bold")),
    ...about(incident, width, paint),
    ...section("Timeline (UTC)", timelineRows(incident, width, paint), paint),
    ...section("Why", evidenceRows(incident, width, paint), paint),
    ...section("Not visible in these logs", blindSpotRows(incident, width), paint),
  ];
}

function headline({ severity, score, first_seen, automation, account }: Incident, width: number, paint: Paint): string {
  const level = `${severity.toUpperCase()} ${score}`;
  const when = `${first_seen.slice(0, 16).replace("T", " ")} UTC`;
  const where = cut(plainText(account), accountRoom(width, level, when));
  const room = width - level.length - when.length - textWidth(where) - 6;
  const name = fit(`${automation.kind} ${plainText(automation.name)}`, Math.max(10, room));
  return `${paint(level, ...SEVERITY_STYLES[severity])}  ${when}  ${paint(name, "cyan")}  ${where}`;
}

function accountRoom(width: number, level: string, when: string): number {
  return Math.max(SHORT_ACCOUNT, width - level.length - when.length - 6 - NAME);
}

function about(incident: Incident, width: number, paint: Paint): readonly string[] {
  const runAs = incident.run_as.map(({ id, privilege }) => `${shortId(id)} (${privilege === "none" ? "ordinary" : privilege} rights)`);
  const rows = [
    ["changed by", incident.deployers.map(({ id }) => shortId(id)).join(", ")],
    ["runs as", runAs.join(", ")],
    ["account", textWidth(plainText(incident.account)) > SHORT_ACCOUNT ? plainText(incident.account) : ""],
    ["flags", incident.flags.join(", ")],
    ["result", incident.complete ? "" : "incomplete: some input could not be read"],
    ["id", incident.id],
  ] as const;
  return rows.filter(([, value]) => value !== "").map(([label, value]) => `  ${paint(fit(label, 11), "dim")}${cut(value, width - 13)}`);
}

function section(title: string, rows: readonly string[], paint: Paint): readonly string[] {
  return rows.length === 0 ? [] : ["", `  ${paint(title, "bold")}`, ...rows];
}

function evidenceRows(incident: Incident, width: number, paint: Paint): readonly string[] {
  const items = heaviestFirst(incident.evidence);
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
