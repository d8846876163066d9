import type { Fact } from "../facts/fact.ts";
import { groupBy } from "../util/group-by.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./definition.ts";
import type { Effect } from "./definition.ts";
import { canJudgeNovelty } from "./deployment.ts";
import { effectOf } from "./effect-pattern.ts";
import { effectFinding } from "./finding.ts";
import { habitsOf, isExpected, isHabit } from "./habits.ts";
import type { Habits } from "./habits.ts";
import type { Dismissal, Finding } from "./finding.ts";
import { everythingDone } from "./set-aside.ts";
import type { Act, Story } from "./story.ts";

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

/** Decides for everything the automation did whether it is an unexpected effect. */
export function judgeEffects(story: Story, unusual: readonly Fact[]): Effects {
  const counted: CountedEffect[] = [];
  const dismissed: Dismissal[] = [];
  const refused: Act[] = [];
  const habits = habitsOf(story);
  for (const act of story.acts) {
    const effect = effectOf(story.scene, story.analytic, act.fact);
    if (effect === null || concernsItself(story, act.fact)) continue;
    if (act.fact.outcome === "denied" && effect.grade === "certain") refused.push(act);
    if (act.fact.outcome !== "success") continue;
    const change = changeBefore(story, act.fact);
    const excuse = excuseFor(story, habits, act, effect, change, unusual);
    if (excuse === null) counted.push({ ...act, effect, change });
    else dismissed.push({ why: excuse, facts: [act.fact] });
  }
  return { counted, dismissed, refused };
}

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
  return story.changes.findLast((change) => change.tsMs <= fact.tsMs && fact.tsMs - change.tsMs <= window) ?? null;
}

/** Why an act is no unexpected effect, or null when it is one. The cheap reasons come first: a function may read secrets all day. */
function excuseFor(story: Story, habits: Habits, act: Act, effect: Effect, change: Fact | null, unusual: readonly Fact[]): string | null {
  const { fact } = act;
  const odd = unusual.findLast((candidate) => candidate.tsMs <= fact.tsMs) ?? null;
  if (effect.grade !== "certain" && change === null) return "no change of the automation was seen before it";
  if (effect.grade === "after_unusual_change" && !isSoonAfter(story, fact, odd)) return "no unusual change came before it";
  if (isExpected(story, habits, fact, effect, odd)) return "it had done the same often enough before, over long enough";
  if (odd === null && isRotation(story, fact, effect)) return "the new credential was stored as a secret at once: a rotation";
  if (change === null && isRoutine(story, habits, fact, effect)) return "it does this regularly throughout the logs, unchanged";
  if (effect.grade === "after_unusual_change" && odd !== null && !isNew(story, fact, odd)) return "it had done the same before the change";
  return null;
}

function isSoonAfter(story: Story, fact: Fact, odd: Fact | null): boolean {
  return odd !== null && fact.tsMs - odd.tsMs <= story.analytic.windows.unusual_hours * HOUR_MS;
}

/** For an automation that nobody changed in these logs, later repetitions tell its routine as well as earlier ones. */
function isRoutine(story: Story, habits: Habits, fact: Fact, effect: Effect): boolean {
  return isHabit(story, habits, fact, effect) && reactionTo(story, fact) === null;
}

/** A rotation stores what it makes before it makes another. */
function isRotation(story: Story, fact: Fact, effect: Effect): boolean {
  if (fact.kind !== "credential" || effect.grade !== "certain") return false;
  const window = story.analytic.baseline.rotation_minutes * MINUTE_MS;
  const later = story.acts
    .map((act) => act.fact)
    .filter((other) => other.tsMs >= fact.tsMs && other.tsMs - fact.tsMs <= window && other !== fact);
  const stored = later.find((other) => other.traits.includes("secret_written"));
  const another = later.find(
    (other) => other.issuedCredentialId !== null && other.kind === "credential" && other.targetId !== fact.targetId,
  );
  return stored !== undefined && (another === undefined || stored.tsMs < another.tsMs);
}

/** Never done before to this target, in logs that reach back far enough for that to mean something. */
function isNew(story: Story, fact: Fact, odd: Fact): boolean {
  const before = everythingDone(story).filter((other) => other.tsMs < odd.tsMs);
  if (before.some((other) => other.op === fact.op && other.targetId === fact.targetId)) return false;
  // Of what was only just made or authorised, nothing can lie before the logs begin.
  if (story.analytic.identity === "borrowed" && (story.born || odd.kind === "consent")) return true;
  // What counts is how far back the log of the act reaches, which need not be the log of the change.
  return canJudgeNovelty(story, { ...fact, tsMs: odd.tsMs });
}

/** The creation, by somebody else, of the identity that an act is aimed at: what a reactive back door waits for. */
export function reactionTo(story: Story, fact: Fact): Fact | null {
  if (fact.targetId === null) return null;
  const window = story.analytic.windows.reaction_minutes * MINUTE_MS;
  const own = new Set(everythingDone({ ...story, earlierActs: [] }).map((done) => done.factId));
  const made = (story.scene.byTarget.get(fact.targetId) ?? []).filter(
    (other) =>
      other.traits.includes("identity_created") &&
      other.outcome === "success" &&
      !own.has(other.factId) &&
      other.tsMs <= fact.tsMs &&
      fact.tsMs - other.tsMs <= window,
  );
  return made.at(-1) ?? null;
}
