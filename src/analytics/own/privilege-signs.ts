import type { Fact } from "../../facts/fact.ts";
import { automationsNear } from "../../resolve/deployers.ts";
import { isTimeKnown } from "../../resolve/identities/known-rights.ts";
import { grantLevel, grantsOn, privilegeAt } from "../../resolve/identities/privilege.ts";
import type { PrivilegeState } from "../../resolve/identities/privilege.ts";
import { runAsAt } from "../../resolve/identities/run-as.ts";
import { allNear } from "../../util/in-time.ts";
import { once } from "../../util/once.ts";
import { HOUR_MS } from "../../util/durations.ts";
import { ADMIN, POWERFUL } from "../power.ts";
import { causedBy } from "../stories/caused-by.ts";
import { hasPassed, madeByDeployer, passOf, pastOf } from "../stages/deployment.ts";
import type { Deployment } from "../stages/deployment.ts";
import { finding } from "../finding.ts";
import type { Checked, Dismissal, Finding } from "../finding.ts";
import { counts } from "../stories/set-aside.ts";
import type { Story } from "../stories/story.ts";

/** Identities bound to the automation that are, by what the logs grant them, powerful. */
export function boundPower(story: Story, deployments: readonly Deployment[]): Checked {
  const findings: Finding[] = [];
  const dismissed: Dismissal[] = [];
  for (const pass of bindings(story)) {
    // A later grant on an identity that many share says little about each of them.
    const ahead = isShared(story, pass.runAsId ?? "") ? 0 : privilegeWindow(story);
    const state = privilegeAt(story.scene, pass.runAsId ?? "", pass.tsMs + ahead, causedBy(story));
    if (state.level === null || state.level < POWERFUL) continue;
    const facts = [pass, ...state.grants];
    const excuse = excuseOf(story, pass, state.level, state.bounded, deployments) ?? defaultExcuse(pass, state);
    if (excuse !== null) dismissed.push({ why: excuse, facts });
    else findings.push(finding(story, state.level >= ADMIN ? "role_admin_passed" : "role_escalation_passed", facts, pass.runAsId ?? ""));
  }
  return { findings, dismissed };
}

/** Successful bindings in this episode, one an identity: the first. */
export function bindings(story: Story): readonly Fact[] {
  return firstPasses(story.own);
}

const firstPasses = once((own: readonly Fact[]) => {
  const passes = own.filter((fact) => fact.kind === "pass_role" && fact.isChange && fact.runAsId !== null);
  return [...new Map(passes.toReversed().map((fact) => [fact.runAsId, fact])).values()].toReversed();
});

/** Why a powerful binding is expected, or null. */
export function excuseOf(story: Story, pass: Fact, level: number, bounded: boolean, deployments: readonly Deployment[]): string | null {
  if (bounded) return "a permissions boundary limits the identity that was bound";
  const known = byKnownDeployers(deployments).events.has(pass.dupKey);
  if (known && hasPassed(pastOf(story, pass), pass)) {
    return "a deployer with a history, from its usual network, bound an identity that it had bound before";
  }
  // Most default identities were editors from the start; leaving one in place is what a pipeline does that names none.
  if (known && pass.traits.includes("shared_identity")) return "a deployer with a history left the identity at its default";
  if (level < ADMIN && madeByDeployer(story, pass) && (known || pass.invokedBy !== null)) {
    return "the identity was made for this automation in the same deployment";
  }
  return null;
}

/**
 * New projects come with default identities that the platform itself makes editors: neither leaving one in place nor what it may do is
 * anybody's choice. Rights that anybody else gave it are.
 */
function defaultExcuse(pass: Fact | undefined, { level, grants }: PrivilegeState): string | null {
  const isLeftAlone = (level ?? 0) < ADMIN && grants.every((grant) => grant.actorType === "service");
  return isLeftAlone && pass?.traits.includes("shared_identity") === true ? "the platform gave its default identity these rights" : null;
}

/** Events and actors of changes by known deployers. */
const byKnownDeployers = once((deployments: readonly Deployment[]) => {
  const changes = deployments.filter(({ knownDeployer }) => knownDeployer).map(({ change }) => change);
  return { events: new Set(changes.map(({ dupKey }) => dupKey)), actors: new Set(changes.map(({ actorId }) => actorId)) };
});

/**
 * Powerful rights given to the automation's identity around a change, after it was bound. On an
 * identity that many share they count (`evenShared`) only for an automation with an effect of its own.
 */
export function grantsAround(story: Story, deployments: readonly Deployment[], evenShared: boolean): Checked {
  const telling = new Map<string, readonly Fact[]>();
  for (const change of story.changes) {
    const runAs = runAsAt(story.history, change.tsMs);
    if (runAs === null || (!evenShared && isShared(story, runAs))) continue;
    const grants = telling.get(runAs) ?? tellingGrants(story, runAs, deployments);
    telling.set(runAs, grants);
    // What others wrote with a whole policy may have been there for years.
    const [grant] = allNear(grants, change.tsMs, privilegeWindow(story)).filter(
      (near) => isTimeKnown(near) || near.actorId === change.actorId,
    );
    if (grant === undefined) continue;
    const policy = String(grant.policyId ?? grant.detail["policyName"] ?? grant.op);
    return { findings: [finding(story, "run_as_granted", [grant, change], policy)], dismissed: [] };
  }
  return { findings: [], dismissed: [] };
}

/** Powerful grants on an identity, whenever, that are not explained by its binding, its own acts or routine. */
function tellingGrants(story: Story, identity: string, deployments: readonly Deployment[]): readonly Fact[] {
  const caused = causedBy(story);
  const bound = bindings(story).findLast((pass) => pass.runAsId === identity)?.tsMs ?? Number.NEGATIVE_INFINITY;
  return allPowerfulGrants(story, identity).filter(
    (grant) =>
      grant.tsMs > bound && !isOfExcludedBinding(story, grant, identity) && !caused.has(grant.factId) && !isRoutine(grant, deployments),
  );
}

/** Whoever is excluded from binding the identity had just given it its rights: one and the same doing. */
function isOfExcludedBinding({ excluded }: Story, grant: Fact, identity: string): boolean {
  return excluded.some(
    ({ fact }) => fact.kind === "pass_role" && fact.runAsId === identity && fact.actorId === grant.actorId && grant.tsMs <= fact.tsMs,
  );
}

/** A known deployer extends, short of administrator, the identity it deploys with. */
function isRoutine(grant: Fact, deployments: readonly Deployment[]): boolean {
  return (grant.privilege ?? 0) < ADMIN && byKnownDeployers(deployments).actors.has(grant.actorId);
}

export function powerfulGrants(story: Story, identity: string, tsMs: number): readonly Fact[] {
  return allNear(allPowerfulGrants(story, identity), tsMs, privilegeWindow(story));
}

function allPowerfulGrants(story: Story, identity: string): readonly Fact[] {
  const known = powerfulByIdentity(story);
  const found =
    known.get(identity) ??
    grantsOn(story.scene, identity).filter(
      (fact) =>
        fact.kind === "grant" &&
        fact.isChange &&
        !fact.traits.includes("removal") &&
        !fact.traits.includes("boundary_attached") &&
        (grantLevel(story.scene, fact) ?? 0) >= POWERFUL &&
        counts(story, fact),
    );
  known.set(identity, found);
  return found;
}

/** What was found for the identities of a story, filled as it is asked for. */
const powerfulByIdentity = once((_story: Story) => new Map<string, readonly Fact[]>());

/** An automation whose identity was already powerful is changed in an unusual way. */
export function powerChanged(story: Story, deployments: readonly Deployment[]): readonly Finding[] {
  for (const { change, signs } of deployments) {
    if (signs.length === 0) continue;
    const runAs = runAsAt(story.history, change.tsMs);
    const state = runAs === null ? null : privilegeAt(story.scene, runAs, change.tsMs);
    if (runAs === passOf(story, change)?.runAsId) continue; // judged as a binding
    if (state === null || state.bounded || (state.level ?? 0) < POWERFUL) continue;
    return [finding(story, "privileged_automation_changed", [change, ...state.grants], runAs ?? "")];
  }
  return [];
}

/** Somebody outside may call an automation whose identity is powerful. */
export function powerExposed(story: Story): readonly Finding[] {
  const exposed = story.own.filter((fact) => fact.kind === "expose" && fact.isChange && isOutside(fact));
  for (const fact of exposed) {
    const runAs = runAsAt(story.history, fact.tsMs);
    const state = runAs === null ? null : privilegeAt(story.scene, runAs, fact.tsMs, causedBy(story));
    if (state === null || state.bounded || (state.level ?? 0) < POWERFUL) continue;
    const pass = bindings(story).find((one) => one.runAsId === runAs);
    if (defaultExcuse(pass, state) === null) return [finding(story, "privileged_automation_exposed", [fact, ...state.grants], runAs ?? "")];
  }
  return [];
}

function isOutside(fact: Fact): boolean {
  return !fact.traits.includes("removal") && (fact.traits.includes("public") || fact.traits.includes("foreign_account"));
}

/** The deployer gives itself power around the change. Not counted when it changes many automations: that is a set-up. */
export function deployerRaisedItself(story: Story): readonly Finding[] {
  for (const change of story.changes) {
    if (change.actorId === null) continue;
    if (automationsNear(pastOf(story, change), change) > story.analytic.shared_role_automations) continue;
    const own = powerfulGrants(story, change.actorId, change.tsMs).filter(
      (grant) => grant.actorId === change.actorId && isTimeKnown(grant),
    );
    if (own.length > 0) {
      return [finding(story, "deployer_raised_itself", [...own, change], change.actorId)];
    }
  }
  return [];
}

/** Who may assume the automation's identity changed around a change of the automation. */
export function trustChanged(story: Story): readonly Finding[] {
  for (const change of story.changes) {
    const runAs = runAsAt(story.history, change.tsMs);
    const near = allNear(trustChangesIn(story.scene.byTarget.get(runAs ?? "") ?? NONE), change.tsMs, privilegeWindow(story));
    const trust = near.filter((fact) => counts(story, fact));
    if (trust.length > 0) return [finding(story, "run_as_trust_changed", trust, runAs ?? "")];
  }
  return [];
}

const NONE: readonly Fact[] = [];
const trustChangesIn = once((aimed: readonly Fact[]) =>
  aimed.filter((fact) => fact.kind === "trust_change" && fact.isChange && !fact.traits.includes("identity_created")),
);

/** Who else can call it, and refused bindings. */
export function exposureSigns(story: Story): readonly Finding[] {
  const exposed = (trait: "public" | "foreign_account"): readonly Fact[] =>
    story.own.filter((fact) => fact.kind === "expose" && fact.isChange && fact.traits.includes(trait) && !fact.traits.includes("removal"));
  const denied = story.own.filter((fact) => fact.traits.includes("denied_pass"));
  return [
    ...(exposed("public").length > 0 ? [finding(story, "public_exposure", exposed("public"))] : []),
    ...(exposed("foreign_account").length > 0 ? [finding(story, "foreign_exposure", exposed("foreign_account"))] : []),
    ...(denied.length > 0 ? [finding(story, "denied_pass", denied)] : []),
  ];
}

function isShared(story: Story, identity: string): boolean {
  return (story.scene.usersOf.get(identity)?.length ?? 0) > story.analytic.shared_role_automations;
}

function privilegeWindow(story: Story): number {
  return story.analytic.windows.privilege_hours * HOUR_MS;
}
