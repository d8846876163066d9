import type { Evidence, Incident, TimelineEntry } from "../incidents/incident.ts";
import { printableJson } from "../util/printable.ts";
import { citations } from "./citations.ts";
import type { OutputFormat, Results } from "./contract.ts";

/**
 * JSON Lines as Timesketch imports them (timesketch.org, "Create timeline from JSONL or CSV file"):
 * `message`, `datetime` and `timestamp_desc` in every line, the file's name ending with .jsonl.
 */
export const timesketch: OutputFormat = {
  id: "timesketch",
  description: "one JSON object a timeline entry, to import into Timesketch",
  extensions: [".timesketch.jsonl"],
  wantsRaw: false,
  render: renderTimesketch,
};

/** OpenSearch refuses a whole event when one keyword of it is longer (Lucene's longest term, in bytes). */
const LONGEST_BYTES = 32_766;
const ELLIPSIS = "…";

function renderTimesketch({ incidents }: Results): string {
  return incidents.flatMap((incident) => incidentLines(incident)).join("");
}

function incidentLines(incident: Incident): readonly string[] {
  const cited = citations(incident);
  return incident.timeline.map((entry) => `${printableJson(shortened(event(incident, entry, cited.get(entry.fact) ?? [])))}\n`);
}

type Event = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Flat on purpose: Timesketch searches and charts fields by one name. */
function event(incident: Incident, entry: TimelineEntry, cited: readonly Evidence[]): Event {
  return {
    message: `[${incident.severity.toUpperCase()} ${incident.score}] ${entry.stage}: ${entry.summary}`,
    datetime: entry.time.replace("Z", "+00:00"),
    timestamp_desc: entry.inferred === true ? "Event logged (execution inferred)" : "Event logged",
    timestamp: Date.parse(entry.time) * 1000,
    tag: tags(incident, entry, cited),
    data_type: "faastrail:timeline:entry",
    incident_id: incident.id,
    incident_title: incident.title,
    severity: incident.severity,
    score: incident.score,
    analytic: incident.analytic,
    technique: incident.technique,
    provider: incident.provider,
    account: entry.account,
    ...(entry.region === undefined ? {} : { region: entry.region }),
    automation_id: incident.automation.id,
    automation_name: incident.automation.name,
    automation_kind: incident.automation.kind,
    stage: entry.stage,
    kind: entry.kind,
    operation: entry.operation,
    actor: entry.actor,
    target: entry.target,
    outcome: entry.outcome,
    ...(entry.source_ip === undefined ? {} : { source_ip: entry.source_ip }),
    inferred: entry.inferred === true,
    attribution_method: entry.attribution.method,
    attribution_confidence: entry.attribution.confidence,
    evidence: cited.map(({ id }) => id),
    evidence_why: cited.map(({ why }) => why),
    ...(entry.annotations === undefined ? {} : { annotations: entry.annotations }),
    ...(entry.excluded === undefined ? {} : { excluded: entry.excluded.id, excluded_why: entry.excluded.reason }),
    complete: incident.complete,
    log_source: entry.source,
    event_id: entry.event_id,
    fact: entry.fact,
    raw_file: entry.raw.file,
    raw_sha256: entry.raw.sha256,
    raw_offset: entry.raw.offset,
    raw_length: entry.raw.length,
    ...(entry.raw.row === undefined ? {} : { raw_row: entry.raw.row }),
    ...(entry.raw.path === undefined ? {} : { raw_path: entry.raw.path }),
  };
}

/** Labels from closed lists only: a tag that logs could write would let them label themselves. */
function tags(incident: Incident, entry: TimelineEntry, cited: readonly Evidence[]): readonly string[] {
  return [
    "faastrail",
    `attack.${incident.technique.toLowerCase()}`,
    `severity:${incident.severity}`,
    `stage:${entry.stage}`,
    ...(cited.length > 0 ? ["evidence"] : []),
    ...(entry.inferred === true ? ["inferred"] : []),
    ...(entry.excluded === undefined ? [] : ["excluded"]),
  ];
}

function shortened(whole: Event): Event {
  return Object.fromEntries(
    Object.entries(whole).map(([name, value]) => {
      if (typeof value === "string") return [name, fitBytes(value)];
      return [name, typeof value === "object" ? value.map(fitBytes) : value];
    }),
  );
}

/** Text of at most LONGEST_BYTES as UTF-8, cut between characters. Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD. */
function fitBytes(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= LONGEST_BYTES) return bytes.toString("utf8");
  let end = LONGEST_BYTES - Buffer.byteLength(ELLIPSIS);
  // Bytes 10xxxxxx continue a character that began before the cut.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString("utf8") + ELLIPSIS;
}
