import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { shownFor } from "../../../src/incidents/long-timeline.ts";
import { type Lane, type Mark, MARK_RADIUS, rowCentre } from "../lanes.ts";
import { formatTime } from "../times.ts";
import { visible } from "../visible.ts";
import { OUTCOME_WORDS, STAGE_TITLES } from "../words.ts";

interface Props {
  readonly lane: Lane;
  readonly incident: Incident;
  readonly index: number;
  readonly width: number;
  /** Where the words of a lane without marks begin. */
  readonly words: number;
}

/** One stage: its name, a rule below it, and its marks. */
export function LaneRow({ lane, incident, index, width, words }: Props): VNode {
  const bottom = lane.y + lane.height;
  return (
    <g class={`lane stage-${lane.stage}`}>
      <rect class="lane-edge" x="0" y={lane.y} width="3" height={lane.height} />
      <text class="lane-title" x="14" y={lane.y + lane.height / 2 + 4}>
        {STAGE_TITLES[lane.stage]}
      </text>
      <line class="lane-line" x1="0" x2={width} y1={bottom} y2={bottom} />
      {lane.marks.length > 0 ? null : (
        <text class="lane-empty" x={words} y={lane.y + lane.height / 2 + 4}>
          {emptyLane(lane, incident)}
        </text>
      )}
      {lane.marks.map((mark) => (
        <MarkSymbol mark={mark} y={rowCentre(lane, mark.row)} incident={incident} index={index} />
      ))}
    </g>
  );
}

function emptyLane(lane: Lane, incident: Incident): string {
  return incident.blind_spots.some((spot) => spot.stage === lane.stage) ? "not visible in these logs: see blind spots" : "nothing seen";
}

interface MarkProps {
  readonly mark: Mark;
  readonly y: number;
  readonly incident: Incident;
  readonly index: number;
}

function MarkSymbol({ mark, y, incident, index }: MarkProps): VNode {
  const many = mark.entries.length > 1;
  const rows = [...new Set(mark.entries.map((place) => shownFor(incident.timeline, place)))];
  const kinds = [mark.inferred ? "mark-inferred" : "", mark.failed ? "mark-failed" : "", mark.excluded ? "mark-excluded" : ""];
  const classes = ["mark", ...kinds].filter(Boolean).join(" ");
  const right = mark.side === "right";
  const cross = `M${mark.x - 2.6} ${y - 2.6}l5.2 5.2M${mark.x + 2.6} ${y - 2.6}l-5.2 5.2`;
  return (
    // The table holds the same links for the keyboard; here they would only be more stops.
    <a class={classes} href={`#entry-${index + 1}-${(rows[0] ?? 0) + 1}`} tabIndex={-1} data-entries={rows.join(" ")}>
      <title>{hover(mark, incident)}</title>
      {many ? <circle class="mark-halo" cx={mark.x} cy={y} r={MARK_RADIUS + 3} /> : null}
      <circle class="mark-dot" cx={mark.x} cy={y} r={MARK_RADIUS} />
      {mark.failed ? <path class="mark-cross" d={cross} /> : null}
      {mark.label === null ? null : (
        <text class="mark-label" x={mark.x + (right ? 12 : -12)} y={y + 4} text-anchor={right ? "start" : "end"}>
          {mark.label}
        </text>
      )}
    </a>
  );
}

/** Shown by the browser itself when the pointer rests on a mark. */
function hover(mark: Mark, incident: Incident): string {
  const lines = mark.entries.slice(0, 8).flatMap((place) => {
    const entry = incident.timeline[place];
    if (entry === undefined) return [];
    const doubts = `${entry.inferred === true ? ", inferred" : ""}${entry.excluded === undefined ? "" : ", excluded"}`;
    return visible(
      `${place + 1}. ${formatTime(entry.time)}  ${entry.operation} (${OUTCOME_WORDS[entry.outcome] ?? entry.outcome}${doubts})`,
    );
  });
  const rest = mark.entries.length - lines.length;
  return [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}
