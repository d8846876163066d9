import type { Evidence, Incident, TimelineEntry } from "../../incidents/incident.ts";
import { citations } from "../citations.ts";
import { productOf, type Producer } from "./base.ts";

/** The ATT&CK release that carries DET0374 1.0 with its analytics AN1053 to AN1055 (October 2025). */
const ATTACK_VERSION = "18.1";
const ATTACK_SITE = "https://attack.mitre.org";

const MITIGATION_NAMES = { M1018: "User Account Management", M1036: "Account Use Policies" } as const;

const ANALYTIC_NAMES = {
  AN1053: "Serverless function abuse",
  AN1054: "Low-code flow abuse",
  AN1055: "Workspace script abuse",
} as const;

/** Attribution below this holds an incident at medium (docs/reference/attribution.md). */
const SURE = 0.9;
const LIKELY = 0.6;

/** What identifies and describes the finding, the same wherever it is named. */
export function findingSummary(incident: Incident, producer: Producer): object {
  return {
    uid: incident.id,
    title: incident.title,
    desc: description(incident),
    types: ["Serverless execution abuse"],
    analytic: {
      uid: incident.analytic,
      name: ANALYTIC_NAMES[incident.analytic],
      type_id: 2,
      type: "Behavioral",
      version: producer.version,
    },
    attacks: attacksOf(incident),
    first_seen_time: Date.parse(incident.first_seen),
    last_seen_time: Date.parse(incident.last_seen),
    data_sources: [...new Set(incident.timeline.map(({ source }) => source))],
    product: productOf(producer),
    related_events_count: incident.timeline.length,
  };
}

/** The summary with the whole timeline, and what earned the points. */
export function findingInfo(incident: Incident, producer: Producer): object {
  return {
    ...findingSummary(incident, producer),
    related_events: incident.timeline.map(relatedEvent),
    traits: incident.evidence.map(traitOf),
  };
}

function traitOf({ id, why, weight }: Evidence): object {
  return { uid: id, name: why, category: "evidence", type: "weight", values: [String(weight)] };
}

export function attacksOf({ technique }: Incident): readonly object[] {
  return [
    {
      version: ATTACK_VERSION,
      tactic: { uid: "TA0002", name: "Execution", src_url: `${ATTACK_SITE}/tactics/TA0002/` },
      technique: { uid: technique, name: "Serverless Execution", src_url: `${ATTACK_SITE}/techniques/${technique}/` },
    },
  ];
}

/** As sure as the weakest tie between the automation and the facts that earned points. */
export function confidenceOf(incident: Incident): object {
  const cited = citations(incident);
  const ties = incident.timeline.filter(({ fact }) => cited.has(fact)).map(({ attribution }) => attribution.confidence);
  if (ties.length === 0) return { confidence_id: 0, confidence: "Unknown" };
  const weakest = Math.min(...ties);
  const [id, caption] = weakest >= SURE ? [3, "High"] : weakest >= LIKELY ? [2, "Medium"] : [1, "Low"];
  return { confidence_id: id, confidence: caption, confidence_score: Math.round(weakest * 100) };
}

export function remediationOf({ mitigations, blind_spots }: Incident): object {
  const advice = [
    ...mitigations.map(({ id, verdict, why }) => `${id} ${MITIGATION_NAMES[id]} (${verdict.replaceAll("_", " ")}): ${why}`),
    ...blind_spots.map(({ reason, fix }) => `To see more: ${reason}. ${fix}`),
  ];
  const references = [...new Set(mitigations.map(({ id }) => `${ATTACK_SITE}/mitigations/${id}/`))];
  return {
    desc: advice.length === 0 ? "Review the change of the automation and what its identity did." : advice.join("\n"),
    ...(references.length === 0 ? {} : { references }),
  };
}

function description({ title, evidence, complete }: Incident): string {
  const reasons = evidence.map(({ why }) => why).join("; ");
  const doubt = complete ? "" : " Some input could not be read, so there may be more.";
  return `${title}.${reasons === "" ? "" : ` Evidence: ${reasons}.`}${doubt}`;
}

/** A record is no OCSF event, so it has a `type` in our words and the vendor's own id. */
function relatedEvent(entry: TimelineEntry): object {
  const time = Date.parse(entry.time);
  return {
    uid: entry.event_id === "" ? entry.fact : entry.event_id,
    type: `${entry.source}: ${entry.operation}`,
    title: entry.summary,
    first_seen_time: time,
    last_seen_time: time,
    status: entry.outcome,
    tags: [
      { name: "stage", value: entry.stage },
      { name: "kind", value: entry.kind },
      { name: "fact", value: entry.fact },
      { name: "attribution", value: `${entry.attribution.method} ${entry.attribution.confidence}` },
      ...(entry.inferred === true ? [{ name: "inferred", value: "true" }] : []),
      ...(entry.excluded === undefined ? [] : [{ name: "excluded", value: entry.excluded.id }]),
    ],
  };
}
