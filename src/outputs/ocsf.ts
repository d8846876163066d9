import type { Incident } from "../incidents/incident.ts";
import { printableJson } from "../util/printable.ts";
import type { OutputFormat, Results } from "./contract.ts";
import { baseEvent, NEW, type Producer } from "./ocsf/base.ts";
import { observablesOf, resourcesOf } from "./ocsf/entities.ts";
import { evidencesOf } from "./ocsf/evidence.ts";
import { attacksOf, confidenceOf, findingInfo, findingSummary, remediationOf } from "./ocsf/finding.ts";

/**
 * OCSF 1.8.0 (schema.ocsf.io) as JSON Lines. An incident becomes two events: a Detection Finding
 * with everything that was seen, and an Incident Finding for case management that points to it.
 * Never one for each piece of evidence: an event alone is no finding (docs/adr/0012).
 */
export const ocsf: OutputFormat = {
  id: "ocsf",
  description: "OCSF 1.8.0 findings, two JSON objects an incident, for SIEMs and data lakes",
  extensions: [".ocsf.jsonl"],
  wantsRaw: false,
  render: renderOcsf,
};

const DETECTION = { uid: 2004, name: "Detection Finding", profiles: ["cloud"] };
/** The schema wants the incident profile named although the class contains it. */
const INCIDENT = { uid: 2005, name: "Incident Finding", profiles: ["cloud", "incident"] };

/** OCSF's numbers for our levels; `priority` and `risk` have no level below low, or count from 0. */
const PRIORITY = {
  informational: [1, "Low"],
  low: [1, "Low"],
  medium: [2, "Medium"],
  high: [3, "High"],
  critical: [4, "Critical"],
} as const;
const RISK = {
  informational: [0, "Info"],
  low: [1, "Low"],
  medium: [2, "Medium"],
  high: [3, "High"],
  critical: [4, "Critical"],
} as const;

function renderOcsf({ incidents, version }: Results): string {
  const events = incidents.flatMap((incident) => [detectionFinding(incident, { version }), incidentFinding(incident, { version })]);
  return events.map((event) => `${printableJson(event)}\n`).join("");
}

function detectionFinding(incident: Incident, producer: Producer): object {
  const [riskId, risk] = RISK[incident.severity];
  const evidences = evidencesOf(incident);
  const observables = observablesOf(incident);
  return {
    ...baseEvent(DETECTION, incident, producer),
    status_id: NEW.id,
    status: NEW.caption,
    is_alert: true,
    ...confidenceOf(incident),
    risk_score: incident.score,
    risk_level_id: riskId,
    risk_level: risk,
    finding_info: findingInfo(incident, producer),
    resources: resourcesOf(incident),
    ...(evidences.length === 0 ? {} : { evidences }),
    ...(observables.length === 0 ? {} : { observables }),
    remediation: remediationOf(incident),
    unmapped: unmappedOf(incident),
  };
}

function incidentFinding(incident: Incident, producer: Producer): object {
  const [priorityId, priority] = PRIORITY[incident.severity];
  return {
    ...baseEvent(INCIDENT, incident, producer),
    status_id: NEW.id,
    status: NEW.caption,
    ...confidenceOf(incident),
    priority_id: priorityId,
    priority,
    // Nobody has judged it yet, and nobody was given it: a program must not pretend otherwise.
    verdict_id: 0,
    verdict: "Unknown",
    assignee_group: { name: "unassigned" },
    desc: incident.title,
    attacks: attacksOf(incident),
    finding_info_list: [findingSummary(incident, producer)],
    unmapped: unmappedOf(incident),
  };
}

/** What OCSF has no place for, in the words of our own format. */
function unmappedOf(incident: Incident): object {
  const { score, complete, flags, deployers, run_as, blind_spots, mitigations, aliases, linked } = incident;
  return { score, complete, flags, deployers, run_as, blind_spots, mitigations, aliases, linked };
}
