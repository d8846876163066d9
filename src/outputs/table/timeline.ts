import type { Evidence, Incident, TimelineEntry } from "../../incidents/incident.ts";
import { cut, fit } from "../text/fit.ts";
import { plainText, shortId } from "../text/plain-text.ts";
import type { Paint } from "../text/style.ts";
import { textWidth } from "../text/text-width.ts";

const MOST_ROWS = 10;
/** As long as `UpdateFunctionConfiguration`. */
const LONGEST_OPERATION = 27;
/** Columns before the operation: indent, time, stage. */
const BEFORE = 4 + 9 + 10;

/** Entries shown in one row: an act and its repetitions by the same actor. */
type Group = readonly [TimelineEntry, ...TimelineEntry[]];

/** The timeline in few rows: the entries that the evidence stands on first of all. */
export function timelineRows(incident: Incident, width: number, paint: Paint): readonly string[] {
  const groups = repetitions(incident.timeline);
  const shown = mostTelling(groups, heaviestFirst(incident.evidence));
  const operations = Math.min(LONGEST_OPERATION, Math.max(0, ...shown.map(([{ operation }]) => textWidth(operationName(operation)))));
  const rows = shown.flatMap((group, at) => [...dayRow(group, shown[at - 1], paint), ...groupRows(group, { operations, width }, paint)]);
  const left = groups.length - shown.length;
  return left === 0 ? rows : [...rows, paint(`    … and ${left} more: see --format jsonl or html`, "dim")];
}

export function heaviestFirst(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

/** Neighbours that differ only in time and target become one group. */
function repetitions(timeline: readonly TimelineEntry[]): readonly Group[] {
  const groups: [TimelineEntry, ...TimelineEntry[]][] = [];
  for (const entry of timeline) {
    const last = groups.at(-1);
    if (last !== undefined && looksLike(last[0], entry)) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function looksLike(a: TimelineEntry, b: TimelineEntry): boolean {
  const same = a.stage === b.stage && a.operation === b.operation && a.actor === b.actor && a.outcome === b.outcome;
  return same && a.inferred === b.inferred && a.excluded?.id === b.excluded?.id && a.time.slice(0, 10) === b.time.slice(0, 10);
}

/** Cited groups in the order of their evidence, then from the beginning; shown in order of time. */
function mostTelling(groups: readonly Group[], evidence: readonly Evidence[]): readonly Group[] {
  const groupOf = new Map(groups.flatMap((group) => group.map(({ fact }) => [fact, group] as const)));
  const cited = evidence.flatMap(({ facts }) => facts.map((fact) => groupOf.get(fact))).filter((group) => group !== undefined);
  const chosen = new Set([...new Set([...cited, ...groups])].slice(0, MOST_ROWS));
  return groups.filter((group) => chosen.has(group));
}

function dayRow([{ time }]: Group, before: Group | undefined, paint: Paint): readonly string[] {
  const day = time.slice(0, 10);
  return before?.[0].time.slice(0, 10) === day ? [] : [paint(`    ${day}`, "dim")];
}

interface Columns {
  readonly operations: number;
  readonly width: number;
}

function groupRows([entry, ...more]: Group, { operations, width }: Columns, paint: Paint): readonly string[] {
  const time = paint(entry.time.slice(11, 19), "dim");
  const operation = fit(operationName(entry.operation), operations);
  const indent = BEFORE + operations + 1;
  return whoAndWhat(entry, more.length, width - indent).map((line, at) =>
    at === 0 ? `    ${time} ${fit(entry.stage, 10)}${operation} ${line}` : " ".repeat(indent) + line,
  );
}

/** Of names that are paths the end says most: `…/roleAssignments/write`. */
function operationName(name: string): string {
  let short = plainText(name);
  while (textWidth(short) > LONGEST_OPERATION && /[^…]\/.+\//.test(short)) short = short.replace(/^(?:…\/)?[^/]*\//, "…/");
  return short;
}

/** Who did it to what in one line, or a line each where one is too short for both. */
function whoAndWhat(entry: TimelineEntry, more: number, room: number): readonly string[] {
  const who = doubts(entry) + shortId(entry.actor);
  const what = entry.target === "" ? "" : `→ ${shortId(entry.target)}`;
  const others = more === 0 ? "" : ` and ${more} more`;
  const whole = `${who}${what === "" ? "" : ` ${what}`}${others}`;
  if (textWidth(whole) <= room) return [whole];
  if (what === "") return [cut(who, room - others.length) + others];
  return [cut(who, room), cut(what, room - others.length) + others];
}

/** What makes an entry less than a plain success. */
function doubts({ outcome, inferred, excluded }: TimelineEntry): string {
  const words = [excluded === undefined ? "" : "excluded", inferred === true ? "inferred" : "", outcome === "success" ? "" : outcome];
  return words
    .filter((word) => word !== "")
    .map((word) => `[${word}] `)
    .join("");
}
