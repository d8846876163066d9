import { renderToString } from "preact-render-to-string";
import type { ReportData } from "../../src/outputs/html.ts";
import { Report } from "./components/report.tsx";

/** The page's body as HTML. Every string goes through text nodes; nothing is set as markup. */
export function renderBody(data: ReportData): string {
  return renderToString(<Report data={data} />);
}
