import type { Fact } from "../../facts/fact.ts";
import type { Activity } from "../../facts/activity.ts";
import { activityAsFact } from "../../facts/activity-fact.ts";
import { byTimeThenId } from "../../facts/order.ts";
import { once } from "../../util/once.ts";
import { lastUntil } from "../../util/in-time.ts";
import { HOUR_MS, MINUTE_MS } from "../../util/durations.ts";
import type { CountedEffect } from "./effects.ts";
import { finding } from "../finding.ts";
import type { Finding } from "../finding.ts";
import type { Act, Story } from "../stories/story.ts";

/** How we know that the automation ran, if we do. */
export interface Execution {
  readonly findings: readonly Finding[];
  /** Recorded runs. */
  readonly observed: readonly Fact[];
  /** The first act that proves a run that was not recorded. */
  readonly inferred: Act | null;
}

const MAX_RUNS_SHOWN = 5;

/** Runs after the first relevant change; without recorded runs the first act of its identity stands for one. */
export function judgeExecution(story: Story, changes: readonly Fact[], effects: readonly CountedEffect[]): Execution {
  const runs = story.own.filter((fact) => fact.kind === "invoke" && fact.outcome === "success");
  const from = changes[0]?.tsMs ?? startOf(story, runs, effects[0]?.fact);
  if (from === undefined) return { findings: [], observed: [], inferred: null };
  const until = Math.max(from + story.analytic.windows.execute_hours * HOUR_MS, effects.at(-1)?.fact.tsMs ?? 0);
  const observed = runs.filter((fact) => fact.tsMs >= from && fact.tsMs <= until);
  if (observed.length > 0)
    return {
      findings: changes.length === 0 ? [] : [finding(story, "invoked", observed.slice(0, MAX_RUNS_SHOWN))],
      observed: observed.slice(0, MAX_RUNS_SHOWN),
      inferred: null,
    };
  const inferred = firstActWithin(story, from, until);
  return {
    findings: inferred === null || changes.length === 0 ? [] : [finding(story, "ran_after_change", [inferred.fact])],
    observed: [],
    inferred,
  };
}

/** Of an automation that nobody changed, the run that an effect came of: the last one begun before it, which may take a while. */
function startOf(story: Story, runs: readonly Fact[], effect: Fact | undefined): number | undefined {
  if (effect === undefined) return undefined;
  const run = lastUntil(runs, effect.tsMs);
  return run !== null && effect.tsMs - run.tsMs <= story.analytic.windows.reaction_minutes * MINUTE_MS ? run.tsMs : effect.tsMs;
}

function firstActWithin(story: Story, from: number, until: number): Act | null {
  const within = story.acts.flatMap((act) => {
    const fact = pointAfter(story, act.fact, from);
    return fact !== null && fact.tsMs <= until && isRun(story, act) ? [{ fact, attribution: act.attribution }] : [];
  });
  return within.toSorted(firstAndFullest)[0] ?? null;
}

/** By time; of one second a fact before a roll-up row, which may stand for the same record and says less. */
function firstAndFullest(a: Act, b: Act): number {
  if (a.fact.tsMs !== b.fact.tsMs) return a.fact.tsMs - b.fact.tsMs;
  return Number(isRolledUp(a)) - Number(isRolledUp(b)) || byTimeThenId(a.fact, b.fact);
}

function isRolledUp(act: Act): boolean {
  return act.fact.entity === "activity";
}

/** Ties that leave open whether it was the automation's own session, now. */
const NO_RUN: ReadonlySet<string> = new Set(["credential_chain", "created_credential", "shared_interface"]);

/** Only an act of its own session proves a run; not its own deployment, and nothing that the runtime does by itself. */
function isRun(story: Story, { fact, attribution }: Act): boolean {
  if (fact.automationId === story.subject.id && fact.kind !== "network") return false;
  return !NO_RUN.has(attribution.method) && !story.analytic.baseline.runtime_operations.includes(`${fact.service}:${fact.op}`);
}

/** A roll-up row that began before the change still proves a run by its last record. */
function pointAfter(story: Story, fact: Fact, from: number): Fact | null {
  if (fact.tsMs >= from) return fact;
  if (fact.entity !== "activity") return null;
  const { activityByActor, activityBySession } = story.scene;
  const row =
    rowsById(activityByActor.get(fact.actorId ?? "") ?? NO_ROWS).get(fact.factId) ??
    rowsById(activityBySession.get(story.subject.id) ?? NO_ROWS).get(fact.factId);
  return row === undefined || row.last.tsMs < from ? null : activityAsFact(row, row.last);
}

const NO_ROWS: readonly Activity[] = [];
const rowsById = once((rows: readonly Activity[]) => new Map(rows.map((row) => [row.activityId, row])));
