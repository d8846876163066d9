import type { Fact } from "../../facts/fact.ts";
import { cleanups } from "../stages/aftermath.ts";
import { HOUR_MS } from "../../util/durations.ts";
import { judgeDeployment } from "../stages/deployment.ts";
import { effectFindings, judgeEffects } from "../stages/effects.ts";
import type { CountedEffect } from "../stages/effects.ts";
import { judgeExecution } from "../stages/execution.ts";
import { finding, merged, together } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { refusedChanges, relevantChanges } from "../stages/changes.ts";
import type { Judged } from "../judged.ts";
import { placeFacts } from "../stages/placing.ts";
import { exclusionsOf, withoutExcluded } from "../stories/set-aside.ts";
import type { Story } from "../stories/story.ts";
import { bulkOf, withoutFew } from "./bulk.ts";
import { withoutInside } from "./without-inside.ts";
import { capabilitySigns } from "./capabilities.ts";
import { editorSigns } from "./editors.ts";
import { clientGrants, guardrailSigns, outsideRecipients, survivedReset } from "./surroundings.ts";
import { verdictOnBorrowed } from "./verdict.ts";

/**
 * Walks the story of an automation that acts as a person: who changed it and what that let it do, what was then done
 * in the person's name through it. Its runs are mostly not logged; the first act stands for one.
 */
export function judgeBorrowed(story: Story): Judged {
  const deployments = story.changes.map((change) => judgeDeployment(story, change));
  const able = capabilitySigns(story, deployments);
  const edited = editorSigns(story);
  const before = [
    ...deployments.flatMap((deployment) => deployment.signs),
    ...able.findings,
    ...edited.findings,
    ...guardrailSigns(story),
    ...clientGrants(story),
  ];
  const unusual = namedChanges(
    story,
    before.filter((sign) => sign.id !== "capabilities_widened"),
  );
  const effects = withoutFew(story, withoutInside(story, judgeEffects(story, unusual), before), before, unusual);
  const changes = relevantChanges(story, before, effects.counted);
  const execution = judgeExecution(story, changes, effects.counted);
  const signs = [
    ...before,
    ...(effects.counted.length > 0 || before.length > 0 ? execution.findings : []),
    ...effectFindings(effects.counted),
    ...aftermathOf(story, changes, effects.counted),
  ];
  const findings = merged(withoutExcluded(story, signs));
  const attempts = [...refusedChanges(story), ...effects.refused.map((act) => act.fact)];
  const verdict = verdictOnBorrowed(story, { changes, findings, effects: effects.counted, attempts });
  const shown = { story, verdict, changes, deployments, findings, effects: effects.counted, uses: [], execution };
  const { dismissed } = together([able, edited, { findings: [], dismissed: [...effects.dismissed, ...exclusionsOf(story)] }]);
  return { ...shown, dismissed, placed: placeFacts(shown, attempts) };
}

/** Changes that some sign makes unusual; soft effects only count after one of them. One more connector is ordinary work. */
function namedChanges(story: Story, signs: readonly Finding[]): readonly Fact[] {
  const named = new Set(signs.flatMap((sign) => sign.facts.map((fact) => fact.dupKey)));
  return story.changes.filter((change) => named.has(change.dupKey));
}

/** What the effects amount to, and what followed. */
function aftermathOf(story: Story, changes: readonly Fact[], effects: readonly CountedEffect[]): readonly Finding[] {
  const outside = outsideRecipients(effects);
  const bulk = bulkOf(effects, story.analytic.baseline.bulk_targets);
  const soon = effects.find(({ fact, change }) => change !== null && fact.tsMs - change.tsMs <= HOUR_MS);
  const removed = effects.length > 0 || changes.length > 0 ? cleanups(story) : [];
  return [
    ...(outside.length > 0 ? [finding(story, "outside_recipient", outside, recipientOf(outside[0]))] : []),
    ...(bulk.length > 0 ? [finding(story, "bulk_effect", bulk)] : []),
    ...(soon === undefined ? [] : [finding(story, "effect_soon_after_change", [soon.fact])]),
    ...survivedReset(story, effects),
    ...(removed.length > 0 ? [finding(story, "cleanup", removed)] : []),
  ];
}

function recipientOf(fact: Fact | undefined): string {
  return String(fact?.detail["recipient"] ?? fact?.detail["recipients"] ?? fact?.targetId ?? "");
}
