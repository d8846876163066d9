import { Incident } from "../incidents/incident.ts";
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

function renderJsonl({ incidents }: Results): string {
  return incidents.map((incident) => `${incidentLine(incident)}\n`).join("");
}

/** Parsing holds every line to the published schema and puts the keys into its order. */
export function incidentLine(incident: Incident): string {
  return printableJson(Incident.parse(incident));
}
