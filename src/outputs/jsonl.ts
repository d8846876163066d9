import { printableJson } from "../util/printable.ts";
import type { OutputFormat, Results } from "./contract.ts";

/** One incident a line, for pipes and other programs. */
export const jsonl: OutputFormat = {
  id: "jsonl",
  description: "one JSON object an incident and line (schema faastrail.incident/1)",
  extensions: [".jsonl", ".ndjson"],
  wantsRaw: false,
  render: renderJsonl,
};

/** Incidents are written as they are: whoever puts them together keeps to the published schema and the order of its keys. */
function renderJsonl({ incidents }: Results): string {
  return incidents.map((incident) => `${printableJson(incident)}\n`).join("");
}
