import type { FactKind, Stage } from "../facts/kinds.ts";
import type { Incident, TimelineEntry } from "../incidents/incident.ts";

/** One thing to do, and the names from logs that it is about. */
export interface NextStep {
  readonly text: string;
  readonly about: readonly string[];
  /** How many further names there are. */
  readonly more: number;
}

/** Names in one step; the timeline has the rest. */
const MOST_NAMES = 5;

/** What undoes or limits each kind of successful act, most urgent first. */
const REMEDIES: readonly { readonly kinds: readonly FactKind[]; readonly stages: readonly Stage[]; readonly text: string }[] = [
  { kinds: ["credential"], stages: ["effect"], text: "Disable the credentials that it made, and search for their use:" },
  { kinds: ["grant", "trust_change", "consent"], stages: ["effect"], text: "Take back the rights that it gave:" },
  { kinds: ["sensitive_access"], stages: ["effect"], text: "Take what it read for known to others, and replace it:" },
  { kinds: ["share", "forward"], stages: ["effect"], text: "Close what it opened or forwards:" },
  { kinds: ["evade"], stages: ["deploy", "privilege", "execute", "effect"], text: "Switch logging and detection back on:" },
  { kinds: ["expose", "trigger"], stages: ["deploy", "privilege"], text: "Remove the ways to set it off that nobody ordered:" },
  { kinds: ["grant", "trust_change"], stages: ["privilege"], text: "Review the rights that were given around the change:" },
];

/** What to do about an incident, in an order that keeps evidence and stops damage first. */
export function nextSteps(incident: Incident): readonly NextStep[] {
  const { automation, deployers, run_as, blind_spots, timeline, complete } = incident;
  const powerful = run_as.filter(({ privilege }) => privilege === "admin" || privilege === "escalation");
  const remedies = REMEDIES.map(({ text, kinds, stages }) => ({
    text,
    about: targets(timeline.filter(({ kind, stage, outcome }) => outcome === "success" && kinds.includes(kind) && stages.includes(stage))),
  }));
  const steps = [
    { text: "Ask whoever owns it whether the change was meant, by a way that the suspect cannot answer:", about: [automation.name] },
    { text: "Keep a copy of its present code and settings, then stop it from running:", about: [automation.id] },
    ...remedies,
    {
      text: "End the sessions of the identity that it ran as, and cut its rights to what the code needs:",
      about: powerful.map(({ id }) => id),
    },
    {
      text: "Treat whoever changed it as taken over until shown otherwise; replace their credentials:",
      about: deployers.map(({ id }) => id),
    },
  ].filter(({ about }) => about.length > 0);
  return [
    ...steps.map(({ text, about }) => stepAbout(text, about)),
    ...(blind_spots.length > 0 ? [{ text: "Get the logs that are missing, listed above, and scan again.", about: [], more: 0 }] : []),
    ...(complete ? [] : [{ text: "Read again what could not be read: this result is incomplete.", about: [], more: 0 }]),
  ];
}

function targets(entries: readonly TimelineEntry[]): readonly string[] {
  return entries.map(({ target }) => target).filter((target) => target !== "");
}

function stepAbout(text: string, names: readonly string[]): NextStep {
  const different = [...new Set(names)];
  return { text, about: different.slice(0, MOST_NAMES), more: Math.max(0, different.length - MOST_NAMES) };
}
