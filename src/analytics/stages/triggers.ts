import type { Fact } from "../../facts/fact.ts";
import { once } from "../../util/once.ts";
import type { Deployment } from "./deployment.ts";
import { finding } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { counts } from "../stories/set-aside.ts";
import type { Story } from "../stories/story.ts";

/**
 * The automation is bound to events about identities: the shape of a reactive back door, and of
 * much honest automation, so it is a lone anomaly and not counted at all for a known deployer.
 */
export function identityTriggers(story: Story, deployments: readonly Deployment[]): readonly Finding[] {
  const known = new Set(deployments.filter((deployment) => deployment.knownDeployer).map((deployment) => deployment.change.actorId));
  const facts = story.changes
    .filter((change) => change.kind === "trigger" && !known.has(change.actorId))
    .flatMap((trigger) => {
      const rules = rulesBehind(story, trigger);
      return rules.length > 0 ? [...rules, trigger] : [];
    });
  return facts.length === 0 ? [] : [finding(story, "identity_trigger", facts)];
}

/** The rule that a trigger hangs on is another record, joined by the rule's id. */
function rulesBehind(story: Story, trigger: Fact): readonly Fact[] {
  if (trigger.traits.includes("identity_trigger")) return [trigger];
  if (trigger.targetId === null) return [];
  return aboutIdentities(story.scene.byTarget.get(trigger.targetId) ?? NONE).filter((fact) => counts(story, fact));
}

const NONE: readonly Fact[] = [];
const aboutIdentities = once((rules: readonly Fact[]) =>
  rules.filter((fact) => fact.traits.includes("identity_trigger") && fact.outcome === "success"),
);
