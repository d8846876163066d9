import type { FactKind } from "../../src/facts/kinds.ts";
import { AUTOMATION_WORDS } from "../../src/incidents/automation-words.ts";
import type { Incident, TimelineEntry } from "../../src/incidents/incident.ts";
import { isFailed } from "../../src/incidents/is-failed.ts";
import { shortId } from "./short-id.ts";
import { formatSpan, formatTime, parseTime } from "./times.ts";
import { plural, PRIVILEGE_WORDS } from "./words.ts";

/**
 * A run of the story: our words, or words that hold strings from the logs. A page sets the second
 * kind apart, or a function named "x, which was approved" would speak in our voice.
 */
export type Piece = { readonly say: string } | { readonly quote: string };

/** The incident in a few sentences, stage by stage, claiming only what its entries show. */
export function story(incident: Incident): readonly Piece[] {
  const stage = (name: TimelineEntry["stage"]): readonly TimelineEntry[] =>
    incident.timeline.filter((entry) => entry.stage === name && entry.excluded === undefined);
  return [
    ...deploySentence(incident, stage("deploy")),
    ...identitySentence(incident),
    ...privilegeSentence(stage("privilege"), stage("deploy")[0]),
    ...executeSentence(stage("execute"), isBlind(incident, "execute")),
    ...effectSentence(stage("effect"), isBlind(incident, "effect")),
    ...laterUseSentence(stage("effect")),
    ...lengthSentence(incident),
  ];
}

function deploySentence(incident: Incident, entries: readonly TimelineEntry[]): readonly Piece[] {
  const first = entries.find((entry) => !isFailed(entry)) ?? entries[0];
  if (first === undefined) {
    const kind = AUTOMATION_WORDS[incident.automation.kind] ?? incident.automation.kind;
    return [
      say(`No change of the ${kind} `),
      quote(incident.automation.name),
      say(" is in these logs: it predates them, or was made out of their sight. "),
    ];
  }
  const more = entries.length > 1 ? `, one of ${plural(entries.length, "change")} seen` : "";
  return [say(`On ${formatTime(first.time)}, `), quote(first.summary), say(`${more}. `)];
}

function identitySentence(incident: Incident): readonly Piece[] {
  const [first, ...others] = incident.run_as;
  if (first === undefined) return [say("What it runs as is not in these logs. ")];
  const more = others.length > 0 ? `, and under ${plural(others.length, "further identity", "further identities")}` : "";
  return [say("It runs as "), quote(shortId(first.id)), say(` (${PRIVILEGE_WORDS[first.privilege] ?? first.privilege})${more}. `)];
}

function privilegeSentence(entries: readonly TimelineEntry[], deploy: TimelineEntry | undefined): readonly Piece[] {
  // That an identity was passed is told already by naming it.
  const changes = entries.filter((entry) => entry.kind !== "pass_role");
  const first = changes.find((entry) => !isFailed(entry)) ?? changes[0];
  if (first === undefined) return [];
  const more = changes.length > 1 ? `, one of ${plural(changes.length, "change")} of rights` : "";
  return [say(`${distance(first, deploy)}, `), quote(first.summary), say(`${more}. `)];
}

/** `9 min 29 s earlier`, or the time itself where there is nothing to count from. */
function distance(entry: TimelineEntry, from: TimelineEntry | undefined): string {
  const at = parseTime(entry.time);
  const start = from === undefined ? null : parseTime(from.time);
  if (at === null || start === null) return `On ${formatTime(entry.time)}`;
  if (at === start) return "In the same second";
  const span = formatSpan(at - start);
  return `${span.charAt(0).toUpperCase()}${span.slice(1)} ${at < start ? "earlier" : "later"}`;
}

function executeSentence(entries: readonly TimelineEntry[], blind: boolean): readonly Piece[] {
  const recorded = entries.filter((entry) => entry.inferred !== true);
  const first = recorded[0] ?? entries[0];
  if (first === undefined) return [say(`No run of it was seen${blind ? ", which these logs could not show" : ""}. `)];
  if (recorded.length === 0)
    return [say(`No record of a run is in these logs: that it ran by ${formatTime(first.time)} is inferred from what its identity did. `)];
  if (recorded.every((entry) => isFailed(entry))) return [say(`${plural(recorded.length, "attempt")} to run it failed. `)];
  return [say(`It ran, first on ${formatTime(first.time)} (${plural(recorded.length, "record")}). `)];
}

/** What to tell first when there is more than a paragraph holds. */
const TELLING: readonly FactKind[] = [
  "credential",
  "grant",
  "trust_change",
  "evade",
  "forward",
  "share",
  "sensitive_access",
  "network",
  "assume",
];
const TOLD = 3;

function effectSentence(entries: readonly TimelineEntry[], blind: boolean): readonly Piece[] {
  const own = entries.filter((entry) => entry.attribution.method !== "created_credential");
  const done = own.filter((entry) => !isFailed(entry));
  if (own.length === 0)
    return entries.length === 0 ? [say(`No effect of it was seen${blind ? ", which these logs could show in part only" : ""}. `)] : [];
  if (done.length === 0) return [say(`${plural(own.length, "call")} under its identity failed; none is seen to have succeeded. `)];
  const byOperation = [...new Map(done.toReversed().map((entry) => [entry.operation, entry])).values()];
  const told = new Set(byOperation.toSorted((a, b) => rank(a) - rank(b)).slice(0, TOLD));
  const pieces = done
    .filter((entry) => told.has(entry))
    .flatMap((entry, index) => [say(index === 0 ? "Then " : "; "), quote(entry.summary)]);
  const rest = done.length - told.size;
  return [...pieces, say(`${rest > 0 ? `; and ${plural(rest, "further effect")}` : ""}. `)];
}

function rank(entry: TimelineEntry): number {
  const place = TELLING.indexOf(entry.kind);
  return place < 0 ? TELLING.length : place;
}

function laterUseSentence(entries: readonly TimelineEntry[]): readonly Piece[] {
  const uses = entries.filter((entry) => entry.attribution.method === "created_credential");
  const first = uses[0];
  if (first === undefined) return [];
  const where = first.source_ip === undefined ? [] : [say(" from "), quote(first.source_ip)];
  const count = uses.length > 1 ? ` and in ${plural(uses.length, "call")} in all` : "";
  return [say("A credential it made was used"), ...where, say(`, first on ${formatTime(first.time)}${count}. `)];
}

function isBlind(incident: Incident, stage: TimelineEntry["stage"]): boolean {
  return incident.blind_spots.some((spot) => spot.stage === stage);
}

function lengthSentence(incident: Incident): readonly Piece[] {
  const from = parseTime(incident.first_seen);
  const to = parseTime(incident.last_seen);
  if (from === null || to === null || to <= from) return [];
  return [say(`From the first record to the last: ${formatSpan(to - from)}.`)];
}

function say(words: string): Piece {
  return { say: words };
}

function quote(words: string): Piece {
  return { quote: words };
}
