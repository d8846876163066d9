import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { GraphFigure } from "./graph-figure.tsx";
import { TimelineFigure } from "./timeline-figure.tsx";

interface Props {
  readonly incident: Incident;
  readonly index: number;
}

/** The timeline in a frame that scrolls where the page is narrow, with room for zoom buttons. */
export function Timeline({ incident, index }: Props): VNode {
  return (
    <figure>
      <div data-zoom={index} />
      <div class="scroll" data-timeline={index} tabIndex={0} role="region" aria-label="Timeline, scrolls sideways">
        <TimelineFigure incident={incident} index={index} zoom={1} />
      </div>
      <figcaption>
        Times are UTC. The scale is linear within a burst of activity; shaded gaps are compressed and say how long nothing was seen. Filled:
        recorded. Hollow and dashed: inferred. Crossed: denied or failed. Faint: excluded. Ringed: several entries close together.
      </figcaption>
    </figure>
  );
}

/** The graph in the same kind of frame. */
export function WhoThroughWhat({ incident, index }: Props): VNode {
  return (
    <figure>
      <div class="scroll" tabIndex={0} role="region" aria-label="Graph, scrolls sideways">
        <GraphFigure incident={incident} index={index} />
      </div>
      <figcaption>Read from left to right. Dashed: inferred, failed, or tied with a confidence below 0.6.</figcaption>
    </figure>
  );
}
