import type { Fact } from "../facts/fact.ts";
import { NOBODY, hasHistory, isAway } from "../resolve/deployers.ts";
import type { DeployerPast } from "../resolve/deployers.ts";
import { runAsAt } from "../resolve/run-as.ts";
import { lookBackMs } from "../resolve/scene.ts";
import { DAY_MS, HOUR_MS } from "./definition.ts";
import { finding } from "./finding.ts";
import type { Finding } from "./finding.ts";
import type { Story } from "./story.ts";

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
  ];
  return { change, knownDeployer: seasoned && away === null, signs: signs.flatMap((sign) => sign ?? []) };
}

export function pastOf(story: Story, fact: Fact): DeployerPast {
  return story.scene.deployers.get(fact.actorId ?? "") ?? NOBODY;
}

function isSeasoned(story: Story, change: Fact, past: DeployerPast): boolean {
  const { history_changes, history_days } = story.analytic.expected_deployment;
  return hasHistory(past.firstChanges, change.tsMs, history_changes, history_days * DAY_MS);
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
  const before = story.history.filter((fact) => DEPLOYING.has(fact.kind) && fact.isChange && fact.tsMs < change.tsMs);
  const first = before[0];
  if (first === undefined || before.length < observations || change.tsMs - first.tsMs < look_back_days * DAY_MS) return null;
  if (before.some((fact) => fact.actorId === change.actorId)) return null;
  return finding(story, "deployer_new_to_automation", [change], change.actorId ?? "unknown");
}

function codeSign(story: Story, change: Fact): Finding | null {
  return change.traits.includes("foreign_code") ? finding(story, "foreign_code", [change]) : null;
}

/** A seasoned deployer binds an identity it never bound and did not just make. Naming the one that is there already is nothing new. */
function roleSign(story: Story, change: Fact, past: DeployerPast): Finding | null {
  const pass = passOf(story, change);
  if (pass === undefined || pass.runAsId === null || !pass.isChange || isDefault(pass)) return null;
  const created = change.traits.includes("created");
  const before = runAsAt(
    story.history.filter((fact) => fact.tsMs < change.tsMs),
    change.tsMs,
  );
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
  const firstMs = past.firstChanges[0] ?? change.tsMs;
  if (change.tsMs - firstMs > story.analytic.windows.privilege_hours * HOUR_MS) return null;
  const used = (story.scene.usersOf.get(pass.runAsId) ?? []).some((user) => user.firstMs < pass.tsMs);
  return used || !othersDeployHere(story, change) ? null : finding(story, "stranger_bound_new_role", [pass], pass.runAsId);
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
  return story.own.find((fact) => fact.kind === "pass_role" && fact.dupKey === change.dupKey);
}

/** Whether the deployer had bound this very identity before. */
export function hasPassed(past: DeployerPast, pass: Fact): boolean {
  const firstMs = past.passed.get(pass.runAsId ?? "");
  return firstMs !== undefined && firstMs < pass.tsMs;
}

/** Infrastructure as code makes the identity and the automation in one go. */
export function madeByDeployer(story: Story, pass: Fact): boolean {
  const made = story.scene.byTarget.get(pass.runAsId ?? "") ?? [];
  return made.some(
    (fact) =>
      fact.actorId === pass.actorId &&
      fact.outcome === "success" &&
      fact.traits.includes("identity_created") &&
      Math.abs(fact.tsMs - pass.tsMs) <= story.analytic.windows.privilege_hours * HOUR_MS,
  );
}

/** Whether the logs of this source and account reach back far enough for "never before" to mean something. */
export function canJudgeNovelty(story: Story, fact: Fact): boolean {
  return lookBackMs(story.scene, fact) >= story.analytic.baseline.look_back_days * DAY_MS;
}

/** The identity that everything gets which names none: nobody chose it. */
function isDefault(pass: Fact): boolean {
  return pass.traits.includes("shared_identity");
}
