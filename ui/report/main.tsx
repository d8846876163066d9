// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has nothing to assign
import "./styles/index.css";
import { render } from "preact";
import { addHover } from "./client/hover.ts";
import { readData } from "./client/read-data.ts";
import { Toolbar } from "./client/toolbar.tsx";
import { addZoom } from "./client/zoom.tsx";
import { bySeverity } from "./order.ts";

/** Comfort on top of a finished page: filter, fold, zoom, highlight. */
function start(): void {
  const incidents = bySeverity(readData().incidents);
  const toolbar = document.getElementById("toolbar");
  if (toolbar !== null && incidents.length > 0) render(<Toolbar incidents={incidents} />, toolbar);
  for (const [index, incident] of incidents.entries()) addZoom(incident, index);
  addHover();
}

start();
