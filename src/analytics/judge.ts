import type { Fact } from "../facts/fact.ts";
import { byTimeThenId } from "../facts/order.ts";
import type { Placed } from "../incidents/timeline.ts";
import { aftermath, credentialUses } from "./aftermath.ts";
import { codeRestored, withoutRepeats } from "./code-lineage.ts";
import { groupBy } from "../util/group-by.ts";
import { isAnyNear, lastUntil } from "../util/in-time.ts";
import { DAY_MS, HOUR_MS } from "./definition.ts";
import { judgeDeployment } from "./deployment.ts";
import type { Deployment } from "./deployment.ts";
import { effectFindings, judgeEffects } from "./effects.ts";
import type { CountedEffect } from "./effects.ts";
import { judgeExecution } from "./execution.ts";
import type { Execution } from "./execution.ts";
import { finding, together } from "./finding.ts";
import type { Dismissal, Finding } from "./finding.ts";
import { placeFacts } from "./placing.ts";
import {
  ADMIN,
  boundPower,
  bindings,
  deployerRaisedItself,
  excuseOf,
  exposureSigns,
  grantsAround,
  powerExposed,
  powerChanged,
  trustChanged,
} from "./privilege-signs.ts";
import { exclusionsOf, withoutExcluded } from "./set-aside.ts";
import type { Act, Story } from "./story.ts";
import { usedOutside } from "./stolen-credentials.ts";
import { identityTriggers } from "./triggers.ts";
import { verdictOn } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** A story with everything that speaks for and against it. */
export interface Judged {
  readonly story: Story;
  readonly verdict: Verdict;
  /** Changes that matter to the verdict. */
  readonly changes: readonly Fact[];
  readonly deployments: readonly Deployment[];
  readonly findings: readonly Finding[];
  readonly dismissed: readonly Dismissal[];
  readonly effects: readonly CountedEffect[];
  readonly uses: readonly Act[];
  readonly execution: Execution;
  readonly placed: readonly Placed[];
}

/** Walks the story of an automation with an identity of its own: deployment, privilege, effects, execution, aftermath, verdict. */
export function judgeOwn(given: Story): Judged {
  const story = withoutRepeats(given);
  const deployments = story.changes.map((change) => judgeDeployment(story, change));
  const bound = boundPower(story, deployments);
  const granted = grantsAround(story, deployments, false);
  const before = [
    ...deployments.flatMap((deployment) => deployment.signs),
    ...bound.findings,
    ...granted.findings,
    ...powerChanged(story, deployments),
    ...powerExposed(story),
    ...deployerRaisedItself(story),
    ...identityTriggers(story, deployments),
    ...exposureSigns(story),
  ];
  const effects = judgeEffects(story, unusualChanges(story, before));
  const proven = provenPower(story, deployments, bound.findings, effects.counted);
  const changes = relevantChanges(story, [...before, ...proven], effects.counted, deployments);
  const uses = credentialUses(story, effects.counted);
  const execution = judgeExecution(story, changes, effects.counted);
  const signs = [
    ...before,
    ...proven,
    ...(effects.counted.length > 0 ? grantsAround(story, deployments, true).findings : []),
    ...(changes.length > 0 ? trustChanged(story) : []),
    ...(effects.counted.length > 0 || before.length > 0 ? [...execution.findings, ...codeRestored(story)] : []),
    ...effectFindings(effects.counted),
    ...aftermath(story, changes, effects.counted, uses),
    ...usedOutside(story),
  ];
  const findings = merged(withoutExcluded(story, signs));
  const attempts = [...refusedChanges(story), ...effects.refused.map((act) => act.fact)];
  const verdict = verdictOn(story, {
    changes,
    findings,
    effects: effects.counted,
    ran: execution.observed.length > 0 || execution.inferred !== null,
    credentialUsed: uses.length > 0,
    attempts,
  });
  const shown = { story, verdict, changes, deployments, findings, effects: effects.counted, uses, execution };
  const { dismissed } = together([bound, granted, { findings: [], dismissed: [...effects.dismissed, ...exclusionsOf(story)] }]);
  return { ...shown, dismissed, placed: placeFacts(shown, attempts) };
}

/** Signs that make a change unusual. Being callable by many, or a new identity alone, is everyday business. */
const UNUSUAL: ReadonlySet<string> = new Set([
  "network_unusual",
  "deployer_new_to_automation",
  "stranger_bound_new_role",
  "foreign_code",
  "role_admin_passed",
  "role_escalation_passed",
  "run_as_granted",
  "privileged_automation_changed",
  "privileged_automation_exposed",
  "deployer_raised_itself",
  "identity_trigger",
]);

/** Changes that some sign makes unusual; effects of certain kinds only count after one of them. */
function unusualChanges(story: Story, signs: readonly Finding[]): readonly Fact[] {
  const named = new Set(signs.filter((sign) => UNUSUAL.has(sign.id)).flatMap((sign) => sign.facts.map((fact) => fact.dupKey)));
  return story.changes.filter((change) => named.has(change.dupKey));
}

/** An identity of unknown power that was bound here and then did what only a powerful one can. */
function provenPower(
  story: Story,
  deployments: readonly Deployment[],
  judgedAlready: readonly { facts: readonly Fact[] }[],
  effects: readonly CountedEffect[],
): readonly Finding[] {
  const done = new Set(judgedAlready.flatMap((item) => item.facts.map((fact) => fact.factId)));
  const proof = effects.find(({ fact, effect }) => effect.grade === "certain" && fact.kind !== "network");
  if (proof === undefined) return [];
  const pass = bindings(story).find(
    (fact) =>
      !done.has(fact.factId) &&
      fact.tsMs <= proof.fact.tsMs &&
      (fact.runAsId === proof.fact.actorId || proof.attribution.method === "credential_chain") &&
      excuseOf(story, fact, ADMIN, false, deployments) === null,
  );
  return pass === undefined ? [] : [finding(story, "role_proven_powerful", [pass, proof.fact], pass.runAsId ?? "")];
}

/**
 * The changes a story is about: those that signs name, for an effect that none of them precedes the last
 * change before it, and their companions by the same hand within the hour. Who last had a hand in it before an effect belongs
 * to the story whatever others did long before, unless it is somebody who does so every week.
 */
export function relevantChanges(
  story: Story,
  signs: readonly Finding[],
  effects: readonly CountedEffect[],
  deployments: readonly Deployment[] = [],
): readonly Fact[] {
  const named = new Set(signs.flatMap((sign) => sign.facts.map((fact) => fact.dupKey)));
  const odd = story.changes.filter((change) => named.has(change.dupKey));
  const window = story.analytic.windows.effect_days * DAY_MS;
  const plain = effects
    .filter(({ fact }) => fact.tsMs - (lastUntil(odd, fact.tsMs)?.tsMs ?? Number.NEGATIVE_INFINITY) > window)
    .flatMap((effect) => effect.change ?? []);
  const unknown = new Set(deployments.filter((one) => !one.knownDeployer).map((one) => one.change.factId));
  const last = effects.flatMap(({ fact, change }) =>
    change !== null && unknown.has(change.factId) && fact.tsMs - change.tsMs <= story.analytic.windows.unusual_hours * HOUR_MS
      ? [change]
      : [],
  );
  const direct = new Set([...odd, ...plain, ...last]);
  const byActor = groupBy([...direct].toSorted(byTimeThenId), actorOf);
  return story.changes.filter((change) => direct.has(change) || isAnyNear(byActor.get(actorOf(change)) ?? [], change.tsMs, HOUR_MS));
}

/** Refused changes and bindings. A create that failed for another reason (a role not ready yet) is no attempt. */
export function refusedChanges(story: Story): readonly Fact[] {
  return story.own.filter((fact) => fact.outcome === "denied" && fact.kind !== "invoke" && fact.kind !== "evade");
}

/** One finding an id: the facts of all, in order, and the first explanation. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  return [...groupBy(findings, ({ id }) => id).values()].map((same) => {
    const facts = new Map(same.flatMap((item) => item.facts).map((fact) => [fact.factId, fact]));
    return { ...same[0]!, facts: [...facts.values()].toSorted(byTimeThenId) }; // groups are never empty
  });
}

/** Nobody known is somebody, too: the same one each time. */
function actorOf(fact: Fact): string {
  return fact.actorId ?? "";
}
