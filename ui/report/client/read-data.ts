import type { ReportData } from "../../../src/outputs/html.ts";

/** What the script needs of the report; the raw records stay in the page only. */
export type ClientData = Pick<ReportData, "incidents" | "summary" | "version" | "generatedFrom">;

/** Reads the data that the program embedded in this very file. */
export function readData(): ClientData {
  const text = document.getElementById("report-data")?.textContent ?? "";
  // Written by renderHtml in the same file, from the same type.
  return JSON.parse(text) as ClientData;
}
