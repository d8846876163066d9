import type { Incident, TimelineEntry } from "../../src/incidents/incident.ts";
import { isFailed } from "./lanes.ts";
import { formatSpan, formatTime, parseTime } from "./times.ts";
import { OUTCOME_WORDS, plural, PRIVILEGE_WORDS } from "./words.ts";

/** A run of the story: our words, or a string from the logs, which a page sets apart. */
export type Piece = { readonly say: string } | { readonly id: string };

/** The incident in a few sentences, stage by stage, claiming only what its entries show. */
export function story(incident: Incident): readonly Piece[] {
  const stage = (name: TimelineEntry["stage"]): readonly TimelineEntry[] => incident.timeline.filter((entry) => entry.stage === name);
  return [
    ...deploySentence(incident, stage("deploy")),
    ...privilegeSentence(incident, stage("privilege")),
    ...executeSentence(stage("execute")),
    ...effectSentence(stage("effect")),
    ...lengthSentence(incident),
  ];
}

function deploySentence(incident: Incident, entries: readonly TimelineEntry[]): readonly Piece[] {
  const automation: readonly Piece[] = [say(`the ${incident.automation.kind} `), { id: incident.automation.name }];
  const first = entries[0];
  if (first === undefined) return [say("No change of "), ...automation, say(" is in these logs: it predates them or was made out of their sight. ")];
  const done = entries.find((entry) => !isFailed(entry));
  const verb = done === undefined ? " tried to change " : first.kind === "trigger" ? " set a trigger for " : first.kind === "expose" ? " opened " : " made or changed ";
  const more = entries.length > 1 ? ` and ${plural(entries.length - 1, "more call")} of this kind` : "";
  return [
    say(`On ${formatTime(first.time)}, `),
    { id: first.actor },
    say(verb),
    ...automation,
    say(" ("),
    { id: first.operation },
    say(`${done === undefined ? `, ${OUTCOME_WORDS[first.outcome]}` : ""}${more}). `),
  ];
}

function privilegeSentence(incident: Incident, entries: readonly TimelineEntry[]): readonly Piece[] {
  const out: Piece[] = [];
  const runAs = incident.run_as[0];
  if (runAs !== undefined) out.push(say("It runs as "), { id: runAs.id }, say(`, with ${PRIVILEGE_WORDS[runAs.privilege] ?? runAs.privilege}`));
  if (incident.run_as.length > 1) out.push(say(`, and under ${plural(incident.run_as.length - 1, "further identity", "further identities")}`));
  if (out.length > 0) out.push(say(". "));
  // Passing the identity is told by the sentence above already.
  const grants = entries.filter((entry) => entry.kind !== "pass_role");
  const first = grants[0];
  if (first === undefined) return out;
  out.push(say("Around that time "), { id: first.actor }, say(" called "), { id: first.operation }, say(" on "), { id: first.target });
  out.push(say(`${isFailed(first) ? `, which ${refused(first)}` : ""}${rest(grants.length - 1)}. `));
  return out;
}

function executeSentence(entries: readonly TimelineEntry[]): readonly Piece[] {
  const first = entries[0];
  if (first === undefined) return [say("No run was seen. ")];
  if (entries.every((entry) => entry.inferred === true))
    return [say(`No record of a run is in these logs; that it ran by ${formatTime(first.time)} is inferred from what its identity did. `)];
  const seen = entries.filter((entry) => entry.inferred !== true);
  if (seen.every((entry) => isFailed(entry))) return [say(`${plural(seen.length, "attempt")} to run it failed. `)];
  return [say(`It ran: ${plural(seen.length, "record")} of it, the first on ${formatTime(seen[0]?.time ?? first.time)}. `)];
}

function effectSentence(entries: readonly TimelineEntry[]): readonly Piece[] {
  const done = entries.filter((entry) => !isFailed(entry));
  const first = done[0];
  if (first === undefined)
    return [say(entries.length === 0 ? "No effect was seen. " : `${plural(entries.length, "call")} as its identity failed; none is seen to have succeeded. `)];
  const out: Piece[] = [say("Then "), { id: first.actor }];
  const operations = [...new Map(done.map((entry) => [entry.operation, entry])).values()];
  for (const [index, entry] of operations.slice(0, 3).entries()) {
    out.push(say(index === 0 ? " called " : index === Math.min(operations.length, 3) - 1 && operations.length <= 3 ? " and " : ", "), { id: entry.operation });
    if (index === 0) out.push(say(" on "), { id: entry.target });
  }
  if (operations.length > 3) out.push(say(` and ${plural(operations.length - 3, "other operation")}`));
  out.push(say(`, ${plural(done.length, "recorded effect")} in all. `));
  const later = done.find((entry) => entry.attribution.method === "created_credential");
  if (later !== undefined)
    out.push(say(`A credential it created was used${later.source_ip === undefined ? "" : " from "}`), ...(later.source_ip === undefined ? [] : [{ id: later.source_ip }]), say(` on ${formatTime(later.time)}. `));
  return out;
}

function lengthSentence(incident: Incident): readonly Piece[] {
  const from = parseTime(incident.first_seen);
  const to = parseTime(incident.last_seen);
  if (from === null || to === null || to <= from) return [];
  return [say(`From the first record to the last: ${formatSpan(to - from)}.`)];
}

function refused(entry: TimelineEntry): string {
  return entry.outcome === "denied" ? "was denied" : "failed";
}

function rest(count: number): string {
  return count === 0 ? "" : `, with ${plural(count, "more change")} of rights`;
}

function say(words: string): Piece {
  return { say: words };
}
