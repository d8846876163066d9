import type { FactKind } from "../facts/kinds.ts";
import { AUTOMATION_WORDS } from "./automation-words.ts";
import type { Incident, TimelineEntry } from "./incident.ts";
import { isFailed } from "./is-failed.ts";

/** One thing to do, with the ids it is about and the timeline entries that call for it. */
export interface NextStep {
  readonly phase: "Contain" | "Undo" | "Find out" | "See more next time";
  readonly title: string;
  readonly detail: string;
  readonly ids: readonly string[];
  /** Places in the timeline, from 0. */
  readonly entries: readonly number[];
}

interface KindStep {
  readonly kinds: readonly FactKind[];
  readonly phase: NextStep["phase"];
  readonly title: string;
  readonly detail: string;
}

/** What to do about each kind of thing that succeeded, in the order in which to do it. */
const KIND_STEPS: readonly KindStep[] = [
  {
    kinds: ["credential"],
    phase: "Contain",
    title: "Disable the credentials and identities that were made",
    detail: "Disable first, delete later: a disabled credential still shows who goes on trying it. Search all logs for its use.",
  },
  {
    kinds: ["expose"],
    phase: "Contain",
    title: "Close the exposure",
    detail: "Take the public or foreign principal out of the automation's own policy and remove its public address.",
  },
  {
    kinds: ["trigger"],
    phase: "Contain",
    title: "Switch the trigger off",
    detail: "Disable it rather than delete it, so that its pattern stays as evidence of what it waited for.",
  },
  {
    kinds: ["forward", "share", "consent"],
    phase: "Contain",
    title: "End forwarding, sharing and consents",
    detail: "Remove the rule, link, recipient or consent and list what passed through it while it stood.",
  },
  {
    kinds: ["evade"],
    phase: "Contain",
    title: "Restore logging and detection",
    detail: "From the moment it was weakened the logs may be silent about further steps: treat that time as unseen.",
  },
  {
    kinds: ["grant", "trust_change"],
    phase: "Undo",
    title: "Take back rights and trust",
    detail: "Detach the policy or restore the earlier version of it, then compare with the last state you know to be good.",
  },
  {
    kinds: ["deploy", "configure"],
    phase: "Undo",
    title: "Restore the last good revision",
    detail:
      "Save the present code, layers and configuration as evidence first. Then redeploy from your repository, not from an older copy in the cloud.",
  },
  {
    kinds: ["sensitive_access"],
    phase: "Undo",
    title: "Rotate what was read",
    detail: "A secret that was read is known. Rotate it at its origin and check its use since then.",
  },
  {
    kinds: ["assume"],
    phase: "Find out",
    title: "Follow the identities it reached",
    detail: "End their sessions and read what each of them did after that time.",
  },
  {
    kinds: ["network"],
    phase: "Find out",
    title: "Follow the connections",
    detail: "Block the destinations and look for other machines and functions that speak to them.",
  },
];

/** What to do about an incident, derived from what it shows and independent of the provider. */
export function nextSteps(incident: Incident): readonly NextStep[] {
  const steps = KIND_STEPS.flatMap((step) => kindStep(incident, step));
  const all = [
    ...stopStep(incident),
    ...sessionStep(incident),
    ...steps,
    ...deployerStep(incident),
    ...attemptStep(incident),
    ...visibilityStep(incident),
  ];
  const phases: readonly NextStep["phase"][] = ["Contain", "Undo", "Find out", "See more next time"];
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
      detail:
        "Bar it from running, for instance by capping its concurrency at zero or switching it off. Deleting it destroys the code you need to read.",
      ids: [id],
      entries: [],
    },
  ];
}

function sessionStep(incident: Incident): readonly NextStep[] {
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
  return [{ phase: "See more next time", title: "Close the blind spots", detail: fixes.join(" "), ids: [], entries: [] }];
}

function positions(incident: Incident, test: (entry: TimelineEntry) => boolean): readonly number[] {
  return incident.timeline.flatMap((entry, index) => (entry.excluded === undefined && test(entry) ? [index] : []));
}

function targets(incident: Incident, entries: readonly number[]): readonly string[] {
  return [...new Set(entries.flatMap((index) => incident.timeline[index]?.target || []))];
}
