import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/incident.css";
import "./styles/figures.css";
import "./styles/print.css";
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
