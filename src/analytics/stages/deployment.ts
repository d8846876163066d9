import type { Fact } from "../../facts/fact.ts";
import { NOBODY, hasFuture, hasHistory, isAway } from "../../resolve/deployers.ts";
import type { DeployerPast } from "../../resolve/deployers.ts";
import { runAsBefore } from "../../resolve/identities/run-as.ts";
import { lookBackMs } from "../../resolve/scene.ts";
import { countBefore } from "../../util/in-time.ts";
import { once } from "../../util/once.ts";
import { DAY_MS, HOUR_MS } from "../../util/durations.ts";
import { finding } from "../finding.ts";
import type { Finding } from "../finding.ts";
import type { Story } from "../stories/story.ts";

/** What is unusual about one change, and whether its author is a known deployer. */
export interface Deployment {
  readonly change: Fact;
  /** A history of deploying, from its usual network. */
  readonly knownDeployer: boolean;
  readonly signs: readonly Finding[];
}

const DEPLOYING = new Set(["deploy", "configure"]);

/** Judges who made a change, from where, and what they brought along. An agent string plays no part. */
export function judgeDeployment(story: Story, change: Fact): Deployment {
  const past = pastOf(story, change);
  const seasoned = isSeasoned(story, change, past);
  const away = seasoned ? networkSign(story, change, past) : null;
  const signs = [
    away,
    newcomerSign(story, change),
    codeSign(story, change),
    roleSign(story, change, past),
    strangerSign(story, change, past),
    intruderSign(story, change, past),
  ];
  return { change, knownDeployer: seasoned && away === null, signs: signs.flatMap((sign) => sign ?? []) };
}

export function pastOf(story: Story, fact: Fact): DeployerPast {
  return story.scene.deployers.get(fact.actorId ?? "") ?? NOBODY;
}

function isSeasoned(story: Story, change: Fact, past: DeployerPast): boolean {
  const { history_changes, history_days } = story.analytic.expected_deployment;
  const span = history_days * DAY_MS;
  if (hasHistory(past.firstChanges, change.tsMs, history_changes, span)) return true;
  // Logs that begin too late to show a past can still show who deploys here, week after week.
  const first = past.firstChanges[0] ?? change.tsMs;
  return lookBackMs(story.scene, { ...change, tsMs: first }) < span && hasFuture(past, change, history_changes, span);
}

/** A deployer with settled networks comes from another. */
function networkSign(story: Story, change: Fact, past: DeployerPast): Finding | null {
  if (change.srcIpClass !== "public" || change.srcIp === null) return null;
  if (!isAway(past, change.srcIp, change.tsMs)) return null;
  return finding(story, "network_unusual", [change], change.srcIp);
}

/** Somebody changes an automation that, for long enough, only others had changed. */
function newcomerSign(story: Story, change: Fact): Finding | null {
  const { look_back_days, observations } = story.analytic.baseline;
  const { changes, firstBy } = deploymentsOf(story.history);
  const [first] = changes;
  if (first === undefined || countBefore(changes, change.tsMs) < observations) return null;
  if (change.tsMs - first.tsMs < look_back_days * DAY_MS) return null;
  if ((firstBy.get(change.actorId) ?? change.tsMs) < change.tsMs) return null;
  return finding(story, "deployer_new_to_automation", [change], change.actorId ?? "unknown");
}

/** Deployments among an automation's facts, and the time of the first by each actor. */
const deploymentsOf = once((history: readonly Fact[]) => {
  const changes = history.filter((fact) => DEPLOYING.has(fact.kind) && fact.isChange);
  return { changes, firstBy: new Map(changes.toReversed().map((fact) => [fact.actorId, fact.tsMs])) };
});

function codeSign(story: Story, change: Fact): Finding | null {
  return change.traits.includes("foreign_code") ? finding(story, "foreign_code", [change]) : null;
}

/** A seasoned deployer binds an identity it never bound and did not just make. Naming the one that is there already is nothing new. */
function roleSign(story: Story, change: Fact, past: DeployerPast): Finding | null {
  const pass = passOf(story, change);
  if (pass === undefined || pass.runAsId === null || !pass.isChange || isDefault(pass)) return null;
  const created = change.traits.includes("created");
  const before = runAsBefore(story.history, change.tsMs);
  if (!created && (before === null || before === pass.runAsId)) return null;
  const { look_back_days, observations } = story.analytic.baseline;
  if (!hasHistory(past.firstPasses, pass.tsMs, observations, look_back_days * DAY_MS)) return null;
  if (hasPassed(past, pass) || madeByDeployer(story, pass)) return null;
  return finding(story, "role_new_to_deployer", [pass], pass.runAsId);
}

/**
 * Somebody who had never deployed here, where others do, binds an identity that was not made for it and that no automation had used.
 * Several automations made in one sitting still have a new author.
 */
function strangerSign(story: Story, change: Fact, past: DeployerPast): Finding | null {
  const pass = passOf(story, change);
  if (pass === undefined || pass.runAsId === null || !pass.isChange || isDefault(pass) || madeByDeployer(story, pass)) return null;
  if (!isFirstSitting(story, change, past)) return null;
  const used = firstUse(story.scene.usersOf.get(pass.runAsId) ?? NO_USERS) < pass.tsMs;
  return used || hadSessions(story, pass.runAsId, pass.tsMs) || !othersDeployHere(story, change)
    ? null
    : finding(story, "stranger_bound_new_role", [pass], pass.runAsId);
}

/**
 * Somebody who had never deployed here changes what others made, from a network that nobody had worked from while they kept
 * to few. New colleagues sit where others do, and pipelines on hosted machines never let an account's networks settle.
 */
function intruderSign(story: Story, change: Fact, past: DeployerPast): Finding | null {
  if (story.analytic.identity !== "own" || change.srcIp === null || change.srcIpClass !== "public") return null;
  if (!isFirstSitting(story, change, past) || !DEPLOYING.has(change.kind)) return null;
  // A hand that is told of as new by another sign need not be told of again.
  const first = firstByActor(story.changes).get(change.actorId) ?? change;
  if (newcomerSign(story, first) !== null || strangerSign(story, first, past) !== null) return null;
  if (isOwnWork(story, change) || !othersDeployHere(story, change)) return null;
  const networks = story.scene.accountNetworks.get(change.account);
  // What the intruder did from there just before makes the network no better known.
  const before = change.tsMs - story.analytic.windows.privilege_hours * HOUR_MS;
  return networks !== undefined && isAway(networks, change.srcIp, before)
    ? finding(story, "intruder_changed_automation", [change], change.srcIp)
    : null;
}

const firstByActor = once((changes: readonly Fact[]) => new Map(changes.toReversed().map((change) => [change.actorId, change])));

/** Made by the same hand, with nothing to act as that others had made. */
function isOwnWork(story: Story, change: Fact): boolean {
  if (!story.born || story.anchor.actorId !== change.actorId) return false;
  const pass = passOf(story, story.anchor);
  return pass === undefined || pass.runAsId === null || isDefault(pass) || madeByDeployer(story, pass);
}

/** Its deployer had not changed any automation until shortly before. */
function isFirstSitting(story: Story, change: Fact, past: DeployerPast): boolean {
  const firstMs = past.firstChanges[0] ?? change.tsMs;
  return change.tsMs - firstMs <= story.analytic.windows.privilege_hours * HOUR_MS;
}

const NO_USERS: readonly { readonly firstMs: number }[] = [];
const firstUse = once((users: readonly { readonly firstMs: number }[]) =>
  users.reduce((first, user) => Math.min(first, user.firstMs), Number.POSITIVE_INFINITY),
);

function isSession(act: Pick<Fact, "sessionAutomationId" | "runtimeAgent">): boolean {
  return act.runtimeAgent || act.sessionAutomationId !== null;
}

/** Automations whose changes predate the logs show that they use an identity by what they do as it. */
function hadSessions({ scene }: Story, identity: string, tsMs: number): boolean {
  return (
    (scene.byActor.get(identity) ?? []).some((fact) => fact.tsMs < tsMs && isSession(fact)) ||
    (scene.activityByActor.get(identity) ?? []).some((row) => row.first.tsMs < tsMs && isSession(row))
  );
}

function othersDeployHere(story: Story, change: Fact): boolean {
  const { look_back_days, observations } = story.analytic.baseline;
  const others = (story.scene.firstChanges.get(change.account) ?? []).filter(
    (other) => other.tsMs < change.tsMs && other.actorId !== change.actorId,
  );
  const first = others[0];
  return first !== undefined && others.length >= observations && change.tsMs - first.tsMs >= look_back_days * DAY_MS;
}

/** The identity that a change binds is a fact of the same event. */
export function passOf(story: Story, change: Fact): Fact | undefined {
  return passesByEvent(story.own).get(change.dupKey);
}

const passesByEvent = once(
  (own: readonly Fact[]) =>
    new Map(
      own
        .filter((fact) => fact.kind === "pass_role")
        .toReversed()
        .map((fact) => [fact.dupKey, fact]),
    ),
);

/** Whether the deployer had bound this very identity before. */
export function hasPassed(past: DeployerPast, pass: Fact): boolean {
  const firstMs = past.passed.get(pass.runAsId ?? "");
  return firstMs !== undefined && firstMs < pass.tsMs;
}

/** Infrastructure as code makes the identity and the automation in one go. */
export function madeByDeployer(story: Story, pass: Fact): boolean {
  return creationsOf(story.scene.byTarget.get(pass.runAsId ?? "") ?? []).some(
    (fact) => fact.actorId === pass.actorId && Math.abs(fact.tsMs - pass.tsMs) <= story.analytic.windows.privilege_hours * HOUR_MS,
  );
}

/** Creations of identities among the facts aimed at one, in their order. */
export const creationsOf: (aimed: readonly Fact[]) => readonly Fact[] = once((aimed: readonly Fact[]) =>
  aimed.filter((fact) => fact.outcome === "success" && fact.traits.includes("identity_created")),
);

/** Whether the logs of this source and account reach back far enough for "never before" to mean something. */
export function canJudgeNovelty(story: Story, fact: Fact): boolean {
  return lookBackMs(story.scene, fact) >= story.analytic.baseline.look_back_days * DAY_MS;
}

/** The identity that everything gets which names none: nobody chose it. */
function isDefault(pass: Fact): boolean {
  return pass.traits.includes("shared_identity");
}
