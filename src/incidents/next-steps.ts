import { AUTOMATION_WORDS } from "./automation-words.ts";
import type { Incident, TimelineEntry } from "./incident.ts";
import { isFailed } from "./is-failed.ts";
import { actsAsPerson, kindSteps } from "./step-texts.ts";
import type { KindStep, Phase } from "./step-texts.ts";

/** One thing to do, with the ids it is about and the timeline entries that call for it. */
export interface NextStep {
  readonly phase: Phase;
  readonly title: string;
  readonly detail: string;
  readonly ids: readonly string[];
  /** Places in the timeline, from 0. */
  readonly entries: readonly number[];
}

/** What to do about an incident, derived from what it shows and independent of the provider. */
export function nextSteps(incident: Incident): readonly NextStep[] {
  const steps = kindSteps(incident.automation.kind).flatMap((step) => kindStep(incident, step));
  const all = [
    ...stopStep(incident),
    ...sessionStep(incident),
    ...steps,
    ...deployerStep(incident),
    ...attemptStep(incident),
    ...visibilityStep(incident),
  ];
  const phases: readonly Phase[] = ["Contain", "Undo", "Find out", "See more next time"];
  return phases.flatMap((phase) => all.filter((step) => step.phase === phase));
}

function kindStep(incident: Incident, step: KindStep): readonly NextStep[] {
  const entries = positions(incident, (entry) => step.kinds.includes(entry.kind) && !isFailed(entry));
  if (entries.length === 0) return [];
  return [{ phase: step.phase, title: step.title, detail: step.detail, ids: targets(incident, entries), entries }];
}

function stopStep(incident: Incident): readonly NextStep[] {
  if (incident.severity === "low" || incident.severity === "informational") return [];
  const { kind, id } = incident.automation;
  return [
    {
      phase: "Contain",
      title: kind === "role" ? "Stop what runs as this identity" : `Stop the ${AUTOMATION_WORDS[kind] ?? kind} without deleting it`,
      detail: actsAsPerson(kind)
        ? "Switch it off and remove its triggers. Deleting it destroys the definition that you need to read."
        : "Bar it from running, for instance by capping its concurrency at zero or switching it off. Deleting it destroys the code you need to read.",
      ids: [id],
      entries: [],
    },
  ];
}

function sessionStep(incident: Incident): readonly NextStep[] {
  if (actsAsPerson(incident.automation.kind)) return ownerStep(incident);
  const powerful = incident.run_as.filter((identity) => identity.privilege === "admin" || identity.privilege === "escalation");
  if (powerful.length === 0) return [];
  return [
    {
      phase: "Contain",
      title: "End the sessions of its identity and cut its rights",
      detail:
        "Stopping the automation does not end credentials already issued to it. Refuse sessions issued before now, then reduce the rights to what the job needs.",
      ids: powerful.map((identity) => identity.id),
      entries: positions(incident, (entry) => entry.kind === "pass_role" && !isFailed(entry)),
    },
  ];
}

function ownerStep(incident: Incident): readonly NextStep[] {
  if (incident.run_as.length === 0) return [];
  return [
    {
      phase: "Contain",
      title: "Take its hold on the owner's account away",
      detail:
        "A new password does not stop it. Delete its connections, or take back the consents it acts by, then end the owner's sessions and reset the password.",
      ids: incident.run_as.map((identity) => identity.id),
      entries: positions(incident, (entry) => entry.kind === "consent" && !isFailed(entry)),
    },
  ];
}

function deployerStep(incident: Incident): readonly NextStep[] {
  if (incident.deployers.length === 0) return [];
  return [
    {
      phase: "Find out",
      title: "Ask whether the deployer made these calls",
      detail: "If not, disable the credentials used and read everything else they did, before and after.",
      ids: incident.deployers.map((deployer) => deployer.id),
      entries: positions(incident, (entry) => entry.stage === "deploy"),
    },
  ];
}

function attemptStep(incident: Incident): readonly NextStep[] {
  const entries = positions(incident, isFailed);
  if (entries.length === 0 || entries.length < incident.timeline.length) return [];
  return [
    {
      phase: "Find out",
      title: "Nothing here succeeded: find out who tried",
      detail: "There is nothing to undo. The same identity may have tried elsewhere, or with other rights.",
      ids: [...new Set(incident.timeline.map((entry) => entry.actor))],
      entries,
    },
  ];
}

function visibilityStep(incident: Incident): readonly NextStep[] {
  const fixes = [...new Set(incident.blind_spots.map((spot) => spot.fix))];
  if (fixes.length === 0) return [];
  return [{ phase: "See more next time", title: "Close the blind spots", detail: `${fixes.join(". ")}.`, ids: [], entries: [] }];
}

function positions(incident: Incident, test: (entry: TimelineEntry) => boolean): readonly number[] {
  return incident.timeline.flatMap((entry, index) => (entry.excluded === undefined && test(entry) ? [index] : []));
}

function targets(incident: Incident, entries: readonly number[]): readonly string[] {
  return [...new Set(entries.flatMap((index) => incident.timeline[index]?.target || []))];
}
