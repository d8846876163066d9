import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { layoutTimeline, type TimelineLayout } from "../lanes.ts";
import { ticks } from "../ticks.ts";
import { formatSpan } from "../times.ts";
import { plural, STAGE_TITLES } from "../words.ts";
import { LaneRow } from "./timeline-lane.tsx";

const BASE_WIDTH = 1040;
const GUTTER = 92;
const AXIS = 36;
/** Room for the label of a mark or tick at the very end. */
const RIGHT = 60;

/** Where the longest stretch without a break begins: no break's label crosses words there. */
function roomiest({ scale }: TimelineLayout): number {
  const [widest] = scale.bursts.toSorted((a, b) => b.x1 - b.x0 - (a.x1 - a.x0));
  return widest?.x0 ?? GUTTER + 14;
}

interface Props {
  readonly incident: Incident;
  /** Place of the incident in the report, from 0. */
  readonly index: number;
  /** 1 fits the page; more is wider and scrolls. */
  readonly zoom: number;
}

/** Swim lanes by stage over a scale that is linear in bursts and cuts the empty time between. */
export function TimelineFigure({ incident, index, zoom }: Props): VNode {
  const width = BASE_WIDTH * zoom;
  const layout = layoutTimeline(incident.timeline, GUTTER + 14, width - RIGHT, AXIS);
  const height = AXIS + layout.height + 2;
  return (
    <svg
      class="timeline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`timeline-${index}-title timeline-${index}-description`}
    >
      <title id={`timeline-${index}-title`}>Timeline by stage</title>
      <desc id={`timeline-${index}-description`}>{describe(incident)}</desc>
      <Grid layout={layout} width={width} height={height} />
      {layout.lanes.map((lane) => (
        <LaneRow lane={lane} incident={incident} index={index} width={width} words={roomiest(layout)} />
      ))}
      <Axis layout={layout} />
    </svg>
  );
}

function Grid({ layout, width, height }: { readonly layout: TimelineLayout; readonly width: number; readonly height: number }): VNode {
  return (
    <g aria-hidden="true">
      <rect class="lane-gutter" x="0" y={AXIS} width={GUTTER} height={layout.height} />
      {layout.scale.breaks.map((gap) => (
        <rect class="gap" x={gap.x0 + 16} y={AXIS} width={gap.x1 - gap.x0 - 24} height={layout.height} />
      ))}
      {ticks(layout.scale).map((tick) => (
        <line class="tick-line" x1={tick.x} x2={tick.x} y1={AXIS - 6} y2={height - 2} />
      ))}
      <line class="lane-line" x1="0" x2={width} y1={AXIS} y2={AXIS} />
    </g>
  );
}

function Axis({ layout }: { readonly layout: TimelineLayout }): VNode {
  return (
    <g class="axis">
      {ticks(layout.scale).map((tick) => (
        <>
          {tick.date === null ? null : (
            <text class="tick-date" x={tick.x} y="11">
              {tick.date}
            </text>
          )}
          <text class="tick-clock" x={tick.x} y="25">
            {tick.clock}
          </text>
        </>
      ))}
      {layout.scale.breaks.map((gap) => (
        <text
          class="gap-label"
          transform={`translate(${(gap.x0 + gap.x1) / 2 + 8} ${AXIS + layout.height / 2}) rotate(-90)`}
          text-anchor="middle"
        >
          {formatSpan(gap.ms)}
        </text>
      ))}
    </g>
  );
}

/** What the drawing shows, for those who do not see it; the table below it holds every entry. */
function describe(incident: Incident): string {
  const counts = Object.entries(STAGE_TITLES).map(([stage, title]) => {
    const count = incident.timeline.filter((entry) => entry.stage === stage).length;
    return `${title}: ${plural(count, "entry", "entries")}`;
  });
  return `${counts.join(". ")}. The table that follows tells of them one by one.`;
}
