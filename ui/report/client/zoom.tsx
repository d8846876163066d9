import { render, type VNode } from "preact";
import { useState } from "preact/hooks";
import type { Incident } from "../../../src/incidents/incident.ts";
import { TimelineFigure } from "../components/timeline-figure.tsx";

const LEVELS = [1, 2, 4, 8] as const;
/** A handful of marks has room enough. */
const WORTH_ZOOMING = 8;

/** Puts zoom buttons above an incident's timeline and redraws it wider on demand. */
export function addZoom(incident: Incident, index: number): void {
  const tools = document.querySelector<HTMLElement>(`[data-zoom="${index}"]`);
  const figure = document.querySelector<HTMLElement>(`[data-timeline="${index}"]`);
  if (tools === null || figure === null || incident.timeline.length < WORTH_ZOOMING) return;
  let drawn = false;
  const draw = (zoom: number): void => {
    const centre = (figure.scrollLeft + figure.clientWidth / 2) / figure.scrollWidth;
    // The drawing that came with the page is not ours to patch: replace it the first time.
    if (!drawn) figure.replaceChildren();
    drawn = true;
    render(<TimelineFigure incident={incident} index={index} zoom={zoom} />, figure);
    figure.classList.toggle("zoomed", zoom > 1);
    figure.scrollLeft = centre * figure.scrollWidth - figure.clientWidth / 2;
  };
  render(<ZoomButtons onZoom={draw} />, tools);
}

function ZoomButtons({ onZoom }: { readonly onZoom: (zoom: number) => void }): VNode {
  const [level, setLevel] = useState(0);
  const go = (next: number): void => {
    setLevel(next);
    onZoom(LEVELS[next] ?? 1);
  };
  return (
    <p class="zoom">
      <span aria-live="polite">Timeline ×{LEVELS[level]}</span>
      <button type="button" disabled={level === 0} onClick={() => go(level - 1)} aria-label="Zoom timeline out">
        −
      </button>
      <button type="button" disabled={level === LEVELS.length - 1} onClick={() => go(level + 1)} aria-label="Zoom timeline in">
        +
      </button>
    </p>
  );
}
