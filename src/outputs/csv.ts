import type { Evidence, Incident, TimelineEntry } from "../incidents/incident.ts";
import { citations } from "./citations.ts";
import type { OutputFormat, Results } from "./contract.ts";
import { csvCell, type CellValue } from "./text/csv-cell.ts";

/** One row for each timeline entry, with its incident's columns repeated, for spreadsheets and timeline tools. */
export const csv: OutputFormat = {
  id: "csv",
  description: "one row a timeline entry, for spreadsheets and timeline tools",
  extensions: [".csv"],
  wantsRaw: false,
  render: renderCsv,
};

interface Row {
  readonly incident: Incident;
  /** Absent when an incident has no timeline: it still gets a row. */
  readonly entry: TimelineEntry | undefined;
  readonly cited: readonly Evidence[];
}

/** Columns in their published order (docs/reference/outputs.md). */
const COLUMNS: Readonly<Record<string, (row: Row) => CellValue>> = {
  time: ({ entry }) => entry?.time,
  severity: ({ incident }) => incident.severity,
  score: ({ incident }) => incident.score,
  automation_name: ({ incident }) => incident.automation.name,
  stage: ({ entry }) => entry?.stage,
  operation: ({ entry }) => entry?.operation,
  actor: ({ entry }) => entry?.actor,
  target: ({ entry }) => entry?.target,
  outcome: ({ entry }) => entry?.outcome,
  summary: ({ entry }) => entry?.summary,
  inferred: ({ entry }) => (entry === undefined ? undefined : entry.inferred === true),
  attribution_method: ({ entry }) => entry?.attribution.method,
  attribution_confidence: ({ entry }) => entry?.attribution.confidence,
  evidence: ({ cited }) => cited.map(({ id }) => id).join(" "),
  evidence_why: ({ cited }) => cited.map(({ why }) => why).join("; "),
  kind: ({ entry }) => entry?.kind,
  entry_account: ({ entry }) => entry?.account,
  region: ({ entry }) => entry?.region,
  source_ip: ({ entry }) => entry?.source_ip,
  annotations: ({ entry }) => entry?.annotations?.join("; "),
  incident_id: ({ incident }) => incident.id,
  title: ({ incident }) => incident.title,
  analytic: ({ incident }) => incident.analytic,
  technique: ({ incident }) => incident.technique,
  provider: ({ incident }) => incident.provider,
  account: ({ incident }) => incident.account,
  automation_id: ({ incident }) => incident.automation.id,
  automation_kind: ({ incident }) => incident.automation.kind,
  deployers: ({ incident }) => incident.deployers.map(({ id }) => id).join("; "),
  run_as: ({ incident }) => incident.run_as.map(({ id, privilege }) => `${id} (${privilege})`).join("; "),
  first_seen: ({ incident }) => incident.first_seen,
  last_seen: ({ incident }) => incident.last_seen,
  flags: ({ incident }) => incident.flags.join(" "),
  complete: ({ incident }) => incident.complete,
  source: ({ entry }) => entry?.source,
  event_id: ({ entry }) => entry?.event_id,
  fact: ({ entry }) => entry?.fact,
  raw_file: ({ entry }) => entry?.raw.file,
  raw_sha256: ({ entry }) => entry?.raw.sha256,
  raw_offset: ({ entry }) => entry?.raw.offset,
  raw_length: ({ entry }) => entry?.raw.length,
  raw_row: ({ entry }) => entry?.raw.row,
  raw_path: ({ entry }) => entry?.raw.path,
  excluded: ({ entry }) => entry?.excluded?.id,
  excluded_why: ({ entry }) => entry?.excluded?.reason,
};

/** Lines end with a line feed alone, so that the last column stays clean in text tools; spreadsheets take both. */
function renderCsv({ incidents }: Results): string {
  const header = Object.keys(COLUMNS).map(csvCell).join(",");
  return `${[header, ...incidents.flatMap(incidentRows)].join("\n")}\n`;
}

function incidentRows(incident: Incident): readonly string[] {
  const cited = citations(incident);
  const entries = incident.timeline.length === 0 ? [undefined] : incident.timeline;
  return entries.map((entry) => rowText({ incident, entry, cited: cited.get(entry?.fact ?? "") ?? [] }));
}

function rowText(row: Row): string {
  return Object.values(COLUMNS)
    .map((cell) => csvCell(cell(row)))
    .join(",");
}
