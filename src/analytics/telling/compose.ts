import type { Fact } from "../../facts/fact.ts";
import { PRIVILEGE_NAMES } from "../../facts/kinds.ts";
import type { Privilege, Stage } from "../../facts/kinds.ts";
import { incidentId } from "../../incidents/ids.ts";
import type { Evidence, Incident } from "../../incidents/incident.ts";
import type { Severity } from "../../incidents/severity.ts";
import { scoreOf } from "../../incidents/score.ts";
import { rfc3339 } from "../../incidents/time.ts";
import { timelineOf } from "../../incidents/timeline.ts";
import { BY_OWN_SESSION } from "../../resolve/acts/attribution.ts";
import { privilegeAt } from "../../resolve/identities/privilege.ts";
import { runAsAt } from "../../resolve/identities/run-as.ts";
import { blindSpotsOf, flagsOf } from "./blind-spots.ts";
import type { CountedEffect } from "../stages/effects.ts";
import type { Finding } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { mitigationsOf } from "./mitigations.ts";
import type { AnalysisOptions } from "../options.ts";
import { ADMIN, POWERFUL } from "../power.ts";
import { titleOf } from "./title.ts";

/**
 * Writes a judged story as an incident, keys in the published order, in which outputs write them. Links to other incidents are
 * added once all are known.
 */
export function composeIncident(judged: Judged, severity: Severity, options: AnalysisOptions): Incident {
  const { story } = judged;
  const timeline = timelineOf(judged.placed);
  const evidence = judged.findings.map(toEvidence).toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  const idOf = (anchor: Fact): string => incidentId(story.analytic.id, story.subject.account, story.subject.id, anchor.factId);
  const id = idOf(story.anchor);
  const facts = (stage: Stage): string[] =>
    timeline.filter((entry) => entry.stage === stage || (stage === "execute" && entry.inferred === true)).map((entry) => entry.fact);
  return {
    schema: "faastrail.incident/1",
    id,
    analytic: story.analytic.id,
    technique: story.analytic.technique,
    title: titleOf(judged),
    severity,
    score: scoreOf(
      severity,
      evidence.map((item) => item.weight),
    ),
    provider: story.subject.provider,
    account: story.subject.account,
    first_seen: timeline[0]?.time ?? rfc3339(story.anchor.tsMs),
    last_seen: timeline.at(-1)?.time ?? rfc3339(story.anchor.tsMs),
    automation: { id: story.subject.id, kind: story.subject.kind, name: story.subject.name },
    deployers: deployersOf(judged),
    run_as: runAsOf(judged),
    stages: { deploy: facts("deploy"), privilege: facts("privilege"), execute: facts("execute"), effect: facts("effect") },
    timeline: [...timeline],
    evidence: [...evidence],
    blind_spots: [...blindSpotsOf(judged, options)],
    mitigations: mitigationsOf(judged),
    flags: [...flagsOf(judged)],
    aliases: [...new Set(story.anchors.map(idOf))].filter((alias) => alias !== id).toSorted(),
    linked: [],
    complete: options.complete,
  };
}

export function toEvidence(item: Finding): Evidence {
  return { id: item.id, weight: item.weight, why: item.why, facts: [...new Set(item.facts.map((fact) => fact.factId))] };
}

function deployersOf({ changes, placed }: Judged): Incident["deployers"] {
  // A fact may be placed twice, as an effect and as a sign: the first counts, and what it did itself nobody else did to it.
  const stages = new Map(placed.toReversed().map(({ fact, stage }) => [fact.factId, stage]));
  const arranged = placed.filter(({ fact }) => ["deploy", "privilege"].includes(stages.get(fact.factId) ?? ""));
  const sources = changes.length > 0 ? changes : arranged.map(({ fact }) => fact);
  const seen = new Map(sources.flatMap((fact) => (fact.actorId === null ? [] : [[fact.actorId, fact.actorType] as const])));
  return [...seen].map(([id, type]) => ({ id, type }));
}

/** Identities at the time of the story, with the power that the logs show or that its acts prove. */
function runAsOf(judged: Judged): Incident["run_as"] {
  const { story, changes, effects, placed } = judged;
  const end = placed.reduce((latest, { fact }) => Math.max(latest, fact.tsMs), 0);
  const times = [...changes, ...effects.map((effect) => effect.fact)].map((fact) => fact.tsMs);
  const passes = placed.map(({ fact }) => fact).filter((fact) => fact.kind === "pass_role" && fact.automationId === story.subject.id);
  const bound = passes.flatMap((fact) => (fact.outcome === "success" ? (fact.runAsId ?? []) : []));
  const wanted = passes.flatMap((fact) => fact.runAsId ?? []);
  const acting = effects
    .filter((effect) => effect.attribution.method !== "credential_chain")
    .flatMap((effect) => effect.fact.actorId ?? []);
  const used = times.flatMap((tsMs) => runAsAt(story.history, tsMs) ?? []);
  const known = [...used, ...bound, ...acting];
  return [...new Set([known, sessionsShown(judged), wanted].find((ids) => ids.length > 0))].map((id) => {
    const { level } = privilegeAt(story.scene, id, end);
    if (story.analytic.identity === "borrowed") return { id, privilege: "unknown" as const }; // a person's own rights are nowhere in these logs
    const power = strongest(level, provenLevel(effects.filter((effect) => effect.fact.actorId === id)));
    return { id: fullId(story.history, id), privilege: power === null ? "unknown" : PRIVILEGE_NAMES[power] };
  });
}

/** Where no change and no effect names an identity, whatever else of its sessions is told does; failing that, what was refused. */
function sessionsShown({ placed }: Judged): readonly string[] {
  return placed.flatMap(({ fact, attribution }) => (BY_OWN_SESSION.has(attribution.method) ? (fact.actorId ?? []) : []));
}

/** Who makes others administrator is as good as one; any other certain effect proves the power to escalate. */
function provenLevel(effects: readonly CountedEffect[]): Privilege | null {
  const certain = effects.filter((effect) => effect.effect.grade === "certain" && effect.fact.kind !== "network");
  if (certain.length === 0) return null;
  return certain.some((effect) => effect.fact.kind === "grant" && effect.fact.privilege === ADMIN) ? ADMIN : POWERFUL;
}

function strongest(a: Privilege | null, b: Privilege | null): Privilege | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** Joins use a bare id; people know the identity by the full one, where a record spelled it out. */
function fullId(history: readonly Fact[], id: string): string {
  const spelled = history.find((fact) => fact.runAsId === id && typeof fact.detail["runAsArn"] === "string");
  return spelled === undefined ? id : String(spelled.detail["runAsArn"]);
}
