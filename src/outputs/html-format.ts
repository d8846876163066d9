import type { OutputFormat } from "./contract.ts";
import { renderHtml } from "./html.ts";

/** The report: one file that opens in any browser, without network. */
export const html: OutputFormat = {
  id: "html",
  description: "a report in one file, to open in a browser, print or send",
  extensions: [".html", ".htm"],
  wantsRaw: true,
  render: ({ incidents, summary, raw, version, generatedFrom }) =>
    renderHtml({ incidents, summary, rawRecords: raw, version, generatedFrom }),
};
