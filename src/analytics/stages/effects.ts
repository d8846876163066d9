import type { Fact } from "../../facts/fact.ts";
import { lookBackMs } from "../../resolve/scene.ts";
import { groupBy } from "../../util/group-by.ts";
import { countBefore, countUntil, lastUntil } from "../../util/in-time.ts";
import { once } from "../../util/once.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../util/durations.ts";
import type { Effect } from "../definition.ts";
import { canJudgeNovelty, creationsOf } from "./deployment.ts";
import { effectOf } from "./effect-pattern.ts";
import { effectFinding } from "../finding.ts";
import { firstAlike, habitsOf, isExpected, isHabit } from "./habits.ts";
import type { Habits } from "./habits.ts";
import type { Dismissal, Finding } from "../finding.ts";
import { causedBy } from "../stories/caused-by.ts";
import { everythingDone } from "../stories/set-aside.ts";
import type { Act, Story } from "../stories/story.ts";

/** An act that counts as an effect, with the change it follows. */
export interface CountedEffect extends Act {
  readonly effect: Effect;
  /** The last change before it; null when the change predates the logs. */
  readonly change: Fact | null;
}

export interface Effects {
  readonly counted: readonly CountedEffect[];
  readonly dismissed: readonly Dismissal[];
  /** Harmful acts that were refused. */
  readonly refused: readonly Act[];
}

/**
 * Decides for everything the automation did whether it is an unexpected effect. `expected`: changes by known deployers, which leave its
 * routine what it is.
 */
export function judgeEffects(story: Story, unusual: readonly Fact[], expected: ReadonlySet<Fact> = NO_CHANGES): Effects {
  const counted: CountedEffect[] = [];
  const dismissed: Dismissal[] = [];
  const refused: Act[] = [];
  const habits = habitsOf(story);
  const keptUntil = story.changes.find((one) => !expected.has(one))?.tsMs ?? Number.POSITIVE_INFINITY;
  for (const act of story.acts) {
    const effect = effectOf(story.scene, story.analytic, act.fact);
    if (effect === null || concernsItself(story, act.fact)) continue;
    if (act.fact.outcome === "denied" && effect.grade === "certain") refused.push(act);
    if (act.fact.outcome !== "success") continue;
    const change = changeBefore(story, act.fact);
    const excuse = excuseFor(story, habits, act, effect, { change, unusual, isRoutineKept: act.fact.tsMs < keptUntil });
    if (excuse === null) counted.push({ ...act, effect, change });
    else dismissed.push({ why: excuse, facts: [act.fact] });
  }
  return { counted, dismissed, refused };
}

const NO_CHANGES: ReadonlySet<Fact> = new Set();

/** One finding an effect, naming all the facts that show it. */
export function effectFindings(effects: readonly CountedEffect[]): readonly Finding[] {
  return [...groupBy(effects, (counted) => counted.effect.id).values()].map((same) =>
    effectFinding(
      same[0]!.effect, // groups are never empty
      same.map((counted) => counted.fact),
    ),
  );
}

/** A record that configures the automation is a change of it, not something it did to others. */
function concernsItself(story: Story, fact: Fact): boolean {
  return fact.automationId === story.subject.id && fact.kind !== "network";
}

function changeBefore(story: Story, fact: Fact): Fact | null {
  const window = story.analytic.windows.effect_days * DAY_MS;
  const last = lastUntil(story.changes, fact.tsMs);
  return last !== null && fact.tsMs - last.tsMs <= window ? last : null;
}

/** What came before an act: the last change, all unusual ones, and whether any could have changed its routine. */
interface Before {
  readonly change: Fact | null;
  readonly unusual: readonly Fact[];
  readonly isRoutineKept: boolean;
}

/** Why an act is no unexpected effect, or null when it is one. The cheap reasons come first: a function may read secrets all day. */
function excuseFor(story: Story, habits: Habits, act: Act, effect: Effect, before: Before): string | null {
  const { fact } = act;
  const { change, unusual, isRoutineKept } = before;
  const odd = lastUntil(unusual, fact.tsMs);
  if (effect.grade !== "certain" && change === null) return "no change of the automation was seen before it";
  if (effect.grade === "after_unusual_change" && !isSoonAfter(story, fact, odd)) return "no unusual change came before it";
  if (isExpected(story, habits, fact, effect, odd)) return "it had done the same often enough before, over long enough";
  if (odd === null && isRotation(story, fact, effect)) return "the new credential was stored as a secret at once: a rotation";
  if (isRoutineKept && odd === null && isOfEverything(story, act))
    return "only an identity that everything shares ties it to what a known deployer changed";
  const mayBeRoutine = change === null || (isRoutineKept && odd === null && beganEarly(story, habits, fact, effect));
  if (mayBeRoutine && isRoutine(story, habits, fact, effect)) return "it does this regularly throughout the logs, unchanged";
  if (effect.grade === "after_unusual_change" && odd !== null && !isNew(story, fact, odd)) return "it had done the same before the change";
  return null;
}

function isSoonAfter(story: Story, fact: Fact, odd: Fact | null): boolean {
  return odd !== null && fact.tsMs - odd.tsMs <= story.analytic.windows.unusual_hours * HOUR_MS;
}

/** For an automation that nobody, or none but known deployers, changed in these logs, later repetitions tell its routine as well as earlier ones. */
function isRoutine(story: Story, habits: Habits, fact: Fact, effect: Effect): boolean {
  return isHabit(story, habits, fact, effect) && reactionTo(story, fact) === null;
}

/** Weakly tied, by an identity that others had from the start: as likely as not somebody else's doing. */
function isOfEverything(story: Story, { fact, attribution }: Act): boolean {
  if (attribution.confidence >= story.analytic.attribution_floor || story.changes.length === 0) return false;
  return defaultsIn(story.history).has(fact.actorId);
}

const defaultsIn = once(
  (history: readonly Fact[]) => new Set(history.filter((fact) => fact.traits.includes("shared_identity")).map((fact) => fact.runAsId)),
);

/** A routine of an automation that is changed now and then is older than the changes: it began with the automation, or with the logs. */
function beganEarly(story: Story, habits: Habits, fact: Fact, effect: Effect): boolean {
  const first = firstAlike(habits, fact, effect);
  const logged = fact.tsMs - lookBackMs(story.scene, fact);
  const start = story.born ? Math.max(logged, story.anchor.tsMs) : logged;
  return first !== null && first.tsMs - start <= story.analytic.baseline.look_back_days * DAY_MS;
}

/** A rotation stores what it makes before it makes another. */
function isRotation(story: Story, fact: Fact, effect: Effect): boolean {
  if (fact.kind !== "credential" || effect.grade !== "certain") return false;
  const window = story.analytic.baseline.rotation_minutes * MINUTE_MS;
  const { written, made, nextElsewhere } = secretsOf(story.acts);
  const at = countBefore(written, fact.tsMs);
  const stored = written[written[at] === fact ? at + 1 : at];
  if (stored === undefined || stored.tsMs - fact.tsMs > window) return false;
  const next = countBefore(made, fact.tsMs);
  const another = made[next]?.targetId === fact.targetId ? made[nextElsewhere[next] ?? made.length] : made[next];
  return another === undefined || another.tsMs - fact.tsMs > window || stored.tsMs < another.tsMs;
}

/** Secrets written and credentials made by acts, and for each of the latter where the next for another target stands. */
const secretsOf = once((acts: readonly Act[]) => {
  const facts = acts.map((act) => act.fact);
  const made = facts.filter((fact) => fact.issuedCredentialId !== null && fact.kind === "credential");
  const nextElsewhere: number[] = Array.from({ length: made.length });
  for (let at = made.length - 1; at >= 0; at -= 1) {
    nextElsewhere[at] = made[at]?.targetId === made[at + 1]?.targetId ? (nextElsewhere[at + 1] ?? made.length) : at + 1;
  }
  return { written: facts.filter((fact) => fact.traits.includes("secret_written")), made, nextElsewhere };
});

/** Never done before to this target, in logs that reach back far enough for that to mean something. */
function isNew(story: Story, fact: Fact, odd: Fact): boolean {
  if ((firstDone(story).get(fact.op)?.get(fact.targetId) ?? odd.tsMs) < odd.tsMs) return false;
  // Of what was only just made or authorised, nothing can lie before the logs begin.
  if (story.analytic.identity === "borrowed" && (story.born || odd.kind === "consent")) return true;
  // What counts is how far back the log of the act reaches, which need not be the log of the change.
  return canJudgeNovelty(story, { ...fact, tsMs: odd.tsMs });
}

/** When it first did an operation, by operation and target. */
const firstDone = once((story: Story) => {
  const first = new Map<string, Map<string | null, number>>();
  for (const fact of everythingDone(story)) {
    const byTarget = first.get(fact.op) ?? new Map<string | null, number>();
    first.set(fact.op, byTarget);
    if (!byTarget.has(fact.targetId)) byTarget.set(fact.targetId, fact.tsMs);
  }
  return first;
});

/** The creation, by somebody else, of the identity that an act is aimed at: what a reactive back door waits for. */
export function reactionTo(story: Story, fact: Fact): Fact | null {
  if (fact.targetId === null) return null;
  const window = story.analytic.windows.reaction_minutes * MINUTE_MS;
  const own = causedBy(story);
  const made = creationsOf(story.scene.byTarget.get(fact.targetId) ?? NONE);
  for (let at = countUntil(made, fact.tsMs) - 1; at >= 0; at -= 1) {
    const other = made[at]!; // within the list
    if (fact.tsMs - other.tsMs > window) return null;
    if (!own.has(other.factId)) return other;
  }
  return null;
}

const NONE: readonly Fact[] = [];
