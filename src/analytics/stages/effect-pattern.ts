import type { Fact } from "../../facts/fact.ts";
import { grantLevel } from "../../resolve/identities/privilege.ts";
import type { Scene } from "../../resolve/scene.ts";
import type { Analytic, Effect } from "../definition.ts";

/** The first effect of the definition that a fact fits, or null: then it is ordinary activity. */
export function effectOf(scene: Scene, analytic: Analytic, fact: Fact): Effect | null {
  return analytic.effects.find((effect) => fits(scene, effect, fact)) ?? null;
}

function fits(scene: Scene, effect: Effect, fact: Fact): boolean {
  if (!effect.kinds.includes(fact.kind) || fact.traits.includes("no_change")) return false;
  if (effect.any_traits.length > 0 && !effect.any_traits.some((trait) => fact.traits.includes(trait))) return false;
  if (effect.no_traits.some((trait) => fact.traits.includes(trait))) return false;
  if (effect.any_flags.length > 0 && !effect.any_flags.some((flag) => fact.flags.includes(flag))) return false;
  if (effect.target_types.length > 0 && !effect.target_types.includes(fact.targetType ?? "")) return false;
  return effect.min_privilege === undefined || (grantLevel(scene, fact) ?? 0) >= effect.min_privilege;
}
