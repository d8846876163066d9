import { STAGES, type Stage } from "../../src/facts/kinds.ts";
import type { TimelineEntry } from "../../src/incidents/incident.ts";
import { isFailed } from "../../src/incidents/is-failed.ts";
import { columns, ellipsis } from "./short-id.ts";
import { parseTime } from "./times.ts";
import { timeScale, type TimeScale } from "./time-scale.ts";

/** One symbol on a lane: an entry, or several that lie too close to tell apart. */
export interface Mark {
  readonly x: number;
  readonly row: number;
  /** Places in the incident's timeline. */
  readonly entries: readonly number[];
  readonly label: string | null;
  /** Where the label stands relative to the symbol. */
  readonly side: "right" | "left";
  /** All entries are inferred: drawn hollow and dashed. */
  readonly inferred: boolean;
  /** All entries were refused or failed: drawn with a cross. */
  readonly failed: boolean;
  /** No entry of it is evidence, as configured: drawn faintly. */
  readonly excluded: boolean;
}

export interface Lane {
  readonly stage: Stage;
  readonly y: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

export interface TimelineLayout {
  readonly lanes: readonly Lane[];
  readonly scale: TimeScale;
  readonly height: number;
}

export const ROW_HEIGHT = 23;
export const MARK_RADIUS = 5.5;
const LANE_PADDING = 9;
const MAX_ROWS = 4;
const CHARACTER = 6.65;
const LABEL_LIMIT = 30;
/** Equal entries closer than this become one mark. */
const NEAR = 26;

/** Lays an incident's entries out between `x0` and `x1`, lanes from `y0` downwards. */
export function layoutTimeline(entries: readonly TimelineEntry[], x0: number, x1: number, y0: number): TimelineLayout {
  const times = entryTimes(entries);
  const scale = timeScale(times, x0, x1);
  let y = y0;
  const lanes = STAGES.map((stage) => {
    const chosen = entries.map((_, index) => index).filter((index) => entries[index]?.stage === stage);
    const marks = layoutMarks(entries, chosen, (index) => scale.x(times[index] ?? 0), x1);
    const rows = Math.max(1, ...marks.map((mark) => mark.row + 1));
    const lane = { stage, y, height: rows * ROW_HEIGHT + 2 * LANE_PADDING, marks };
    y += lane.height;
    return lane;
  });
  return { lanes, scale, height: y - y0 };
}

/** Vertical centre of a row within its lane. */
export function rowCentre(lane: Lane, row: number): number {
  return lane.y + LANE_PADDING + ROW_HEIGHT * (row + 0.5);
}

/** A time that cannot be read stands where its predecessor stands: entries come in order. */
function entryTimes(entries: readonly TimelineEntry[]): readonly number[] {
  let last = entries.map((entry) => parseTime(entry.time)).find((ms) => ms !== null) ?? 0;
  return entries.map((entry) => (last = parseTime(entry.time) ?? last));
}

interface Draft {
  x: number;
  row: number;
  entries: number[];
  side: "right" | "left";
  labelled: boolean;
}

function layoutMarks(
  entries: readonly TimelineEntry[],
  chosen: readonly number[],
  xOf: (index: number) => number,
  limit: number,
): readonly Mark[] {
  const drafts: Draft[] = [];
  const rowEnds: number[] = [];
  const ordered = chosen.toSorted((a, b) => xOf(a) - xOf(b) || a - b);
  for (const index of ordered) {
    const x = xOf(index);
    const alike = drafts.find((draft) => x - draft.x < NEAR && isAlike(entries, draft.entries[0], index));
    const home = alike ?? placeDraft(drafts, rowEnds, index, x, labelWidth(entries[index]), limit);
    if (home !== null) home.entries.push(index);
  }
  return drafts.map((draft) => finish(entries, draft));
}

/** Makes a new mark where there is room and returns null, or returns the mark to join. */
function placeDraft(drafts: Draft[], rowEnds: number[], index: number, x: number, width: number, limit: number): Draft | null {
  const free = (row: number, from: number): boolean => from > (rowEnds[row] ?? -Infinity) + 8;
  const rows = Array.from({ length: MAX_ROWS }, (_, row) => row);
  const add = (row: number | undefined, side: "right" | "left", labelled: boolean, end: number): boolean => {
    if (row === undefined) return false;
    drafts.push({ x, row, entries: [index], side, labelled });
    rowEnds[row] = end;
    return true;
  };
  const left = x - MARK_RADIUS;
  const right = x + MARK_RADIUS;
  if (right + width <= limit + 8) {
    if (
      add(
        rows.find((row) => free(row, left)),
        "right",
        true,
        right + width,
      )
    )
      return null;
  } else if (
    add(
      rows.find((row) => free(row, left - width)),
      "left",
      true,
      right,
    )
  )
    return null;
  const nearest = drafts.findLast((draft) => x - draft.x < NEAR);
  if (nearest !== undefined) return nearest;
  if (
    add(
      rows.find((row) => free(row, left)),
      "right",
      false,
      right,
    )
  )
    return null;
  return drafts.at(-1) ?? null;
}

function isAlike(entries: readonly TimelineEntry[], first: number | undefined, index: number): boolean {
  const a = first === undefined ? undefined : entries[first];
  const b = entries[index];
  return (
    a !== undefined &&
    b !== undefined &&
    a.operation === b.operation &&
    a.outcome === b.outcome &&
    a.inferred === b.inferred &&
    a.excluded?.id === b.excluded?.id
  );
}

/** Room for the label and for the count that it may still get. */
function labelWidth(entry: TimelineEntry | undefined): number {
  return (columns(ellipsis(entry?.operation ?? "", LABEL_LIMIT)) + 4) * CHARACTER + 6;
}

function finish(entries: readonly TimelineEntry[], draft: Draft): Mark {
  const members = draft.entries.flatMap((index) => entries[index] ?? []);
  const same = members.every((entry) => entry.operation === members[0]?.operation);
  const count = members.length === 1 ? "" : same ? ` ×${members.length}` : ` +${members.length - 1}`;
  const label = `${ellipsis(members[0]?.operation ?? "", LABEL_LIMIT)}${count}`;
  return {
    x: draft.x,
    row: draft.row,
    entries: draft.entries,
    label: draft.labelled ? label : null,
    side: draft.side,
    inferred: members.every((entry) => entry.inferred === true),
    failed: members.every((entry) => isFailed(entry)),
    excluded: members.every((entry) => entry.excluded !== undefined),
  };
}
