import { STAGES, type Stage } from "../../facts/kinds.ts";
import type { Incident, TimelineEntry } from "../../incidents/incident.ts";
import { nextSteps, type NextStep } from "../../incidents/next-steps.ts";
import { citations } from "../citations.ts";
import { code, markdownTable, prose, shortCode } from "../text/markdown-text.ts";
import { heaviestFirst } from "../table/timeline.ts";

/** Trackers refuse long comments; the other formats have everything. */
const MOST_ROWS = 50;
const MOST_RECORDS = 20;
const MOST_SENTENCES = 4;
const MOST_IDS = 5;

const VERDICTS = {
  would_have_prevented: "would have prevented it",
  would_have_limited: "would have limited it",
  would_not_have_helped: "would not have helped",
  unknown: "cannot be told",
} as const;

/** One incident: what it is, its story, and everything that speaks for it. */
export function incidentSection(incident: Incident, number: number): readonly string[] {
  return [
    `## ${number}. ${incident.severity.toUpperCase()} ${incident.score}: ${prose(incident.title)}`,
    "",
    ...about(incident),
    ...part(
      "Story",
      STAGES.map((stage) => stageLine(stage, incident)),
    ),
    ...part("Timeline (UTC)", timelineTable(incident)),
    ...part("Evidence", evidenceTable(incident)),
    ...part("Records behind the evidence", recordTable(incident)),
    ...part("Not visible in these logs", blindSpotTable(incident)),
    ...part("Mitigations", mitigationTable(incident)),
    ...part(
      "Next steps",
      nextSteps(incident).map((step, at) => stepLine(step, at + 1)),
    ),
  ];
}

function about(incident: Incident): readonly string[] {
  const { automation, account, provider, deployers, run_as, first_seen, last_seen, analytic, technique, id, flags, linked } = incident;
  const rows: readonly (readonly [string, string])[] = [
    ["Automation", `${automation.kind} ${code(automation.id)}`],
    ["Account", `${provider} ${code(account)}`],
    ["Changed by", deployers.map((deployer) => code(deployer.id)).join(", ")],
    ["Runs as", run_as.map((identity) => `${code(identity.id)} (${identity.privilege} rights)`).join(", ")],
    ["Seen", `${second(first_seen)} to ${second(last_seen)}`],
    ["Analytic", `${analytic}, technique ${technique}`],
    ["Flags", flags.map(code).join(", ")],
    ["Linked", linked.map(code).join(", ")],
    ["Complete", incident.complete ? "" : "no: some input could not be read"],
    ["Id", code(id)],
  ];
  return rows.filter(([, value]) => value !== "").map(([label, value]) => `- ${label}: ${value}`);
}

/** The stage in sentences: the entries that earned points, or else its first ones. */
function stageLine(stage: Stage, incident: Incident): string {
  const cited = citations(incident);
  const entries = incident.timeline.filter((entry) => entry.stage === stage);
  const telling = entries.filter(({ fact }) => cited.has(fact));
  const shown = distinct(telling.length > 0 ? telling : entries).slice(0, MOST_SENTENCES);
  const left = entries.length - shown.length;
  if (shown.length === 0) return `- **${stage}**: ${absence(stage, incident)}`;
  const sentences = shown.map((entry) => `${second(entry.time)} ${prose(entry.summary)}${entry.inferred === true ? " (inferred)" : ""}`);
  return `- **${stage}**: ${sentences.join("; ")}${left > 0 ? `; and ${left} more` : ""}.`;
}

function absence(stage: Stage, { blind_spots }: Incident): string {
  const reasons = blind_spots.filter((spot) => spot.stage === stage).map(({ reason }) => prose(reason));
  return reasons.length === 0 ? "not seen." : `not seen. ${reasons.join(". ")}.`;
}

function distinct(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return entries.filter(({ summary }, at) => entries.findIndex((other) => other.summary === summary) === at);
}

function timelineTable(incident: Incident): readonly string[] {
  const cited = citations(incident);
  const rows = mostTelling(incident.timeline, (entry) => cited.has(entry.fact)).map((entry) => [
    second(entry.time),
    entry.stage,
    `${code(entry.operation)}${marks(entry)}`,
    shortCode(entry.actor, incident.account),
    shortCode(entry.target, incident.account),
    `${entry.attribution.method.replaceAll("_", " ")} ${entry.attribution.confidence}`,
    cited.has(entry.fact) ? "yes" : "",
  ]);
  const left = incident.timeline.length - rows.length;
  return [
    ...markdownTable(["Time", "Stage", "Operation", "Actor", "Target", "Tied by", "Evidence"], rows),
    ...(left > 0 ? ["", `And ${left} more entries; the csv and jsonl formats have them all.`] : []),
  ];
}

/** Cited entries first of all, then from the beginning; in order of time. */
function mostTelling(timeline: readonly TimelineEntry[], isCited: (entry: TimelineEntry) => boolean): readonly TimelineEntry[] {
  const byWorth = [...timeline.filter(isCited), ...timeline.filter((entry) => !isCited(entry))];
  const chosen = new Set(byWorth.slice(0, MOST_ROWS));
  return timeline.filter((entry) => chosen.has(entry));
}

function marks({ outcome, inferred, excluded }: TimelineEntry): string {
  const words = [
    ...(outcome === "success" ? [] : [outcome]),
    ...(inferred === true ? ["inferred"] : []),
    ...(excluded === undefined ? [] : [`excluded by ${excluded.id}`]),
  ];
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}

function evidenceTable({ evidence }: Incident): readonly string[] {
  return markdownTable(
    ["Points", "Evidence", "Why", "Facts"],
    heaviestFirst(evidence).map(({ weight, id, why, facts }) => [String(weight), code(id), prose(why), String(facts.length)]),
  );
}

function recordTable(incident: Incident): readonly string[] {
  const cited = citations(incident);
  const entries = incident.timeline.filter(({ fact }) => cited.has(fact));
  const rows = entries
    .slice(0, MOST_RECORDS)
    .map(({ time, operation, event_id, raw }) => [
      second(time),
      code(operation),
      code(event_id),
      `${code(raw.file)} bytes ${raw.offset} to ${raw.offset + raw.length}`,
    ]);
  const left = entries.length - rows.length;
  return [...markdownTable(["Time", "Operation", "Event id", "Where"], rows), ...(left > 0 ? ["", `And ${left} more.`] : [])];
}

function blindSpotTable({ blind_spots }: Incident): readonly string[] {
  return markdownTable(
    ["Stage", "Not visible", "To see it"],
    blind_spots.map(({ stage, reason, fix }) => [stage, prose(reason), prose(fix)]),
  );
}

function mitigationTable({ mitigations }: Incident): readonly string[] {
  return markdownTable(
    ["Mitigation", "Verdict", "Why"],
    mitigations.map(({ id, verdict, why }) => [`[${id}](https://attack.mitre.org/mitigations/${id}/)`, VERDICTS[verdict], prose(why)]),
  );
}

function part(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `### ${title}`, "", ...lines];
}

function stepLine({ phase, title, detail, ids }: NextStep, number: number): string {
  const left = ids.length - MOST_IDS;
  const names = [...ids.slice(0, MOST_IDS).map(code), ...(left > 0 ? [`${left} more`] : [])];
  return `${number}. ${phase}: **${title}**${names.length === 0 ? "" : ` (${names.join(", ")})`}. ${prose(detail)}`;
}

function second(time: string): string {
  return time.slice(0, 19).replace("T", " ");
}
