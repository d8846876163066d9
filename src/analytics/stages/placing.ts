import type { Fact } from "../../facts/fact.ts";
import type { Stage } from "../../facts/kinds.ts";
import type { Placed } from "../../incidents/timeline.ts";
import { attributionBy } from "../../resolve/acts/attribution.ts";
import type { Attribution } from "../../resolve/acts/attribution.ts";
import { once } from "../../util/once.ts";
import { reactions } from "./aftermath.ts";
import { linksTo } from "./chain.ts";
import { passOf } from "./deployment.ts";
import type { Judged } from "../judged.ts";
import type { Act, Story } from "../stories/story.ts";

type Shown = Omit<Judged, "dismissed" | "placed">;

const PRIVILEGE_KINDS = new Set(["pass_role", "grant", "trust_change", "expose", "consent"]);

/** Every fact that the story shows, with its stage and how it is tied to the automation. Effects first: the first placement counts. */
export function placeFacts(shown: Shown, attempts: readonly Fact[]): readonly Placed[] {
  const { story, changes, effects, uses, execution, findings } = shown;
  const chain = linksTo(story, effects);
  return [
    ...excludedNear(shown),
    ...[...effects, ...uses, ...chain].map(({ fact, attribution }) => ({ fact, attribution, stage: "effect" as const })),
    ...inferredRun(shown),
    ...execution.observed.map((fact) => own(fact, "execute")),
    ...reactions(story, effects).map((fact) => ({ fact, stage: "execute" as const, attribution: attributionBy("trigger_event") })),
    ...changes.map((fact) => own(fact, PRIVILEGE_KINDS.has(fact.kind) ? "privilege" : "deploy")),
    ...changes.flatMap((change) => passOf(story, change) ?? []).map((fact) => own(fact, "privilege")),
    ...findings.flatMap((item) => item.facts).map((fact) => ({ fact, stage: stageOf(fact), attribution: attributionOf(story, fact) })),
    ...(shown.verdict.severity === "informational" ? attempts : []).map((fact) => ({
      fact,
      stage: stageOf(fact),
      attribution: attributionOf(story, fact),
    })),
  ];
}

/** Excluded facts stand in the timeline, taken out of the evidence, never out of sight. */
function excludedNear({ story, changes, effects, findings }: Shown): readonly Placed[] {
  if (changes.length + effects.length + findings.length === 0) return [];
  return story.excluded
    .filter(({ fact }) => fact.entity !== "activity" && fact.kind !== "invoke" && (fact.outcome === "success" || fact.outcome === "denied"))
    .map(({ fact, exclusion, attribution }) => ({
      fact,
      exclusion,
      stage: stageOf(fact),
      attribution: attribution ?? attributionOf(story, fact),
    }));
}

/** The act that proves a run nobody recorded. */
function inferredRun({ execution, effects }: Shown): readonly Placed[] {
  if (execution.inferred === null || execution.observed.length > 0) return [];
  const { fact, attribution } = execution.inferred;
  const isEffect = effects.some((effect) => effect.fact.factId === fact.factId);
  return [{ fact, attribution, stage: isEffect ? "effect" : "execute", inferred: true }];
}

function own(fact: Fact, stage: Stage): Placed {
  return { fact, stage, attribution: attributionBy("names_automation") };
}

function stageOf(fact: Fact): Stage {
  if (PRIVILEGE_KINDS.has(fact.kind)) return "privilege";
  return fact.stage;
}

function attributionOf(story: Story, fact: Fact): Attribution {
  if (fact.automationId === story.subject.id) return attributionBy("names_automation");
  const act = actsById(story.acts).get(fact.factId);
  if (act !== undefined) return act.attribution;
  if (fact.targetId !== null && identitiesIn(story.history).has(fact.targetId)) return attributionBy("names_run_as");
  return attributionBy("deployer");
}

const actsById = once((acts: readonly Act[]) => new Map(acts.map((act) => [act.fact.factId, act])));

const identitiesIn = once((history: readonly Fact[]) => new Set(history.map((fact) => fact.runAsId)));
