import type { BlindSpotNote } from "../../facts/blind-spot.ts";
import type { Flag } from "../../facts/kinds.ts";
import type { BlindSpot } from "../../incidents/incident.ts";
import { privilegeAt } from "../../resolve/identities/privilege.ts";
import { runAsEver } from "../../resolve/identities/run-as.ts";
import { lookBackMs } from "../../resolve/scene.ts";
import { DAY_MS } from "../../util/durations.ts";
import type { Judged } from "../judged.ts";
import type { AnalysisOptions } from "../options.ts";
import { excludedChanges } from "../stories/set-aside.ts";
import type { Story } from "../stories/story.ts";

/** Everything that the given logs could not show about a story. Weighs nothing; is always said. */
export function blindSpotsOf(judged: Judged, options: AnalysisOptions): readonly BlindSpot[] {
  const notes = [
    ...telemetryNotes(judged, options),
    ...historyNotes(judged),
    ...recordNotes(judged),
    ...(options.complete ? [] : [note("effect", "A log could not be read whole", "Fetch the damaged objects again and scan once more")]),
    ...(options.activityDropped
      ? [note("execute", "More activity of run-as identities than is kept", "Scan a shorter span, or fewer accounts at a time")]
      : []),
    ...(options.stdinOnly
      ? [
          note(
            "effect",
            "A stream is read once: of identities that became known late only days and operations are known",
            "Scan the files themselves instead of a stream",
          ),
        ]
      : []),
  ];
  return [...new Map(notes.map((item) => [`${item.stage} ${item.reason}`, item])).values()];
}

function note(stage: BlindSpotNote["stage"], reason: BlindSpotNote["reason"], fix: string): BlindSpotNote {
  return { stage, reason, fix };
}

function telemetryNotes({ story }: Judged, options: AnalysisOptions): readonly BlindSpotNote[] {
  const spots = [...new Set(story.anchors.map((fact) => fact.source))].toSorted().flatMap((source) => options.blindSpots[source] ?? []);
  return spots.flatMap((spot) => [
    ...(runsLogged(story) ? [] : [spot.noInvocations]),
    ...(trafficLogged(story, options.privateNetworkLogged ?? []) ? [] : [spot.noNetwork]),
  ]);
}

function runsLogged(story: Story): boolean {
  return (
    story.scene.invokesLogged.has(`${story.subject.account} ${story.subject.kind}`) || story.history.some((fact) => fact.kind === "invoke")
  );
}

/** Flow logs and the like show only automations that are attached to a private network of theirs. */
function trafficLogged(story: Story, covered: readonly string[]): boolean {
  const { account } = story.subject;
  if (story.scene.networkLogged.has(account)) return true;
  const attachment = story.history.findLast((fact) => fact.entity === "network_attachment" && fact.outcome === "success");
  const isAttached = attachment !== undefined && attachment.targetId !== null;
  return isAttached && (story.scene.privateNetworkLogged.has(account) || covered.includes(account));
}

function historyNotes({ story, changes, effects }: Judged): readonly BlindSpotNote[] {
  const notes: BlindSpotNote[] = [];
  if (story.changes.length === 0 && excludedChanges(story).length === 0 && effects.length > 0)
    notes.push(note("deploy", "No change of the automation is in these logs", "Add logs from before the first effect, from every region"));
  else if (!story.born) notes.push(note("deploy", "The automation was made before these logs begin", "Add older logs to see who made it"));
  const end = story.anchors.at(-1)?.tsMs ?? story.anchor.tsMs;
  const unknown =
    story.analytic.identity === "own" &&
    runAsEver(story.history).some((identity) => privilegeAt(story.scene, identity, end).level === null);
  if (unknown)
    notes.push(
      note(
        "privilege",
        "The rights of its identity were granted before these logs begin",
        "Look the identity's policies up, or add older logs",
      ),
    );
  const first = changes[0] ?? effects[0]?.fact;
  if (first !== undefined && lookBackMs(story.scene, first) < story.analytic.baseline.look_back_days * DAY_MS) {
    notes.push(
      note(
        "deploy",
        "These logs are too short to tell what is usual",
        `Add at least ${story.analytic.baseline.look_back_days} days of logs from before it`,
      ),
    );
  }
  return notes;
}

function recordNotes({ placed, findings, effects, uses }: Judged): readonly BlindSpotNote[] {
  const notes: BlindSpotNote[] = [];
  if (placed.some(({ fact }) => fact.flags.includes("fields_omitted"))) {
    notes.push(note("privilege", "A field was left out of a record because of its size", "Read the setting itself from the account"));
  }
  if (findings.some((item) => item.id === "deployer_weakened_logging" || item.id === "trail_weakened")) {
    notes.push(
      note("effect", "Logging was weakened during the story", "Treat silence after that moment as unknown; restore logging first"),
    );
  }
  if (effects.some(({ fact }) => fact.issuedCredentialId !== null) && uses.length === 0) {
    notes.push(
      note("effect", "Uses of the created credential are not in these logs", "Search every account and region for the credential's id"),
    );
  }
  return notes;
}

/** Doubts about the story's records, and about the story. */
export function flagsOf(judged: Judged): readonly Flag[] {
  const flags = new Set<Flag>(judged.placed.flatMap(({ fact }) => fact.flags));
  if (!runsLogged(judged.story)) flags.add("no_invoke_telemetry");
  if (judged.findings.some((item) => item.id === "deployer_weakened_logging" || item.id === "trail_weakened")) flags.add("logging_stopped");
  return [...flags].toSorted();
}
