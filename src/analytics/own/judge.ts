import type { Fact } from "../../facts/fact.ts";
import { aftermath, credentialUses } from "../stages/aftermath.ts";
import { codeRestored, withoutRepeats } from "./code-lineage.ts";
import { refusedChanges, relevantChanges } from "../stages/changes.ts";
import { judgeDeployment } from "../stages/deployment.ts";
import type { Deployment } from "../stages/deployment.ts";
import { effectFindings, judgeEffects } from "../stages/effects.ts";
import type { CountedEffect } from "../stages/effects.ts";
import { judgeExecution } from "../stages/execution.ts";
import { finding, merged, together } from "../finding.ts";
import type { Finding } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { ADMIN } from "../power.ts";
import { placeFacts } from "../stages/placing.ts";
import {
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
import { exclusionsOf, withoutExcluded } from "../stories/set-aside.ts";
import type { Story } from "../stories/story.ts";
import { usedOutside } from "./stolen-credentials.ts";
import { identityTriggers } from "../stages/triggers.ts";
import { verdictOn } from "./verdict.ts";

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
  const expected = new Set(deployments.filter(({ knownDeployer }) => knownDeployer).map(({ change }) => change));
  const effects = judgeEffects(story, unusualChanges(story, before), expected);
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
  "intruder_changed_automation",
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
